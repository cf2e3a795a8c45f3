"""A client's session with Minutebook, by both ways and in the present and the older manner of greeting.

    python session.py PROGRAM URL      in a folder with the configuration of the record that is served at URL

Says each call and the beginning of its answer, and ends with 1 where an answer is not what it must be.
"""

import asyncio
import json
import sys
import urllib.parse
import urllib.request

from mcp import Client, MCPError, StdioServerParameters, stdio_client

PROGRAM, URL = sys.argv[1:]
TOOLS = (
    "search mentions passage meetings coming meeting people person compare commitments resolutions votes letters letter speakers "
    "timeline coverage brief interpret"
).split()
# Where the address of the API is not the name of the tool.
ADDRESSES = {"passage": "passages", "meeting": "meetings", "person": "people", "letter": "letters"}


def api(tool, arguments):
    """What the API answers to the same question."""
    path = ADDRESSES.get(tool, tool)
    arguments = dict(arguments)
    if "id" in arguments:
        path += "/" + urllib.parse.quote(arguments.pop("id"), safe="")
    query = urllib.parse.urlencode(arguments, doseq=True)
    with urllib.request.urlopen(f"{URL}/api/v1/{path}?{query}") as answer:
        return json.load(answer)


def same(told, said):
    """Whether everything that the API says is told, but for how long it took."""
    return all(told.get(name) == value for name, value in said.items() if name != "took_ms")


class Session:
    def __init__(self, client, way):
        self.client, self.way, self.told = client, way, {}

    async def call(self, tool, **arguments):
        result = await self.client.call_tool(tool, arguments)
        answer = result.structured_content
        text = result.content[0].text
        print(f"{self.way} {tool} {json.dumps(arguments)}\n    {text[:300]}")
        assert not result.is_error, text
        assert json.loads(text) == answer, "the text says what the structure says"
        assert answer["generation"] >= 1 and answer["coverage"]["documents"] == 3, answer
        assert same(answer, api(tool, arguments)), f"{tool} tells something else than the API"
        self.told[tool, json.dumps(arguments)] = {name: value for name, value in answer.items() if name != "took_ms"}
        return answer

    async def refused(self, words, tool, **arguments):
        result = await self.client.call_tool(tool, arguments)
        print(f"{self.way} {tool} {json.dumps(arguments)}\n    refused: {result.content[0].text}")
        assert result.is_error and words in result.content[0].text, result

    async def run(self):
        tools = (await self.client.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS, tools
        assert all(tool.annotations.read_only_hint and tool.description for tool in tools)

        found = await self.call("search", q='"repairs backlog"')
        assert found["total"] == {"mentions": 2, "passages": 2, "documents": 1, "meetings": 1}, found["total"]
        passage = found["results"][0]
        assert passage["page"] == 1 and passage["document"]["file_name"] == "minutes.txt", passage
        mentions = await self.call("mentions", q="backlog", page_size=1)
        assert mentions["total"] == 2 and mentions["next"], mentions
        rest = await self.call("mentions", q="backlog", page_size=1, cursor=mentions["next"])
        assert rest["next"] is None and rest["results"] != mentions["results"], rest
        place = await self.call("passage", id=passage["id"])
        assert place["text"] == passage["text"] and place["before"], place

        meetings = await self.call("meetings")
        assert [meeting["date"] for meeting in meetings["results"]] and meetings["total"] == 2, meetings
        coming = await self.call("coming", since="2020-01-01", until="2030-12-31", page_size=1)
        assert coming["total"] == 2 and coming["next"], coming
        meeting = await self.call("meeting", id=passage["meeting"]["id"])
        assert len(meeting["present"]) == 3 and len(meeting["apologies"]) == 1, meeting
        people = await self.call("people", q="marrow")
        person = await self.call("person", id=people["results"][0]["id"])
        assert person["name"].endswith("Marrow"), person

        both = await self.call("compare", person=[person["id"], "anytown-borough-council.r-vale"])
        assert [one["name"] for one in both["people"]] == ["A. Marrow", "R. Vale"], both["people"]
        await self.call("commitments")
        resolved = await self.call("resolutions")
        assert resolved["total"] == 1, resolved
        lost = await self.call("votes", outcome="lost")
        assert lost["total"] == 1 and len(lost["results"][0]["against"]["names"]) == 3, lost
        letters = await self.call("letters")
        assert letters["total"] == 1 and letters["results"][0]["date"] == "2020-05-04", letters
        letter = await self.call("letter", id=letters["results"][0]["id"])
        assert [point["n"] for point in letter["improvement_points"]] == [1, 2], letter
        assert all(point["page"] == 1 and point["passage"] for point in letter["improvement_points"]), letter
        assert [inspector["name"] for inspector in letter["inspectors"]] == ["Kate Sorrel", "Lorna Thyme"], letter
        await self.call("speakers", q="backlog")
        await self.call("timeline", q="backlog", interval="month")
        await self.call("coverage")
        brief = await self.call("brief", q="backlog")
        assert brief["results"] and all(point["page"] == 1 for point in brief["results"]), brief

        # A question in words: what it is read as is another tool and its arguments.
        read = await self.call("interpret", text="what was resolved about the plan")
        answer = await self.call(read["endpoint"], **read["request"])
        assert read["understood"] and answer["total"] == 1, answer
        unread = await self.call("interpret", text="why did nobody ask about it?")
        assert not unread["understood"] and unread["request"] is None, unread

        await self.refused("Did you mean “committee”?", "search", comittee="housing")
        await self.refused("write a year (2019)", "search", since="last year")
        await self.refused("“id” is needed", "passage")
        await self.refused("there is no passage “none”", "passage", id="none")
        try:
            await self.client.call_tool("delete", {})
            raise AssertionError("there is no such tool")
        except MCPError as error:
            assert "there is no tool “delete”" in str(error), error
        return self.told


async def main():
    program = StdioServerParameters(command=PROGRAM, args=["mcp"], cwd=".")
    told = []
    # Told to the client, which otherwise takes a server that is slow to start for an old one.
    for mode, version in ("2026-07-28", "2026-07-28"), ("legacy", "2025-11-25"):
        for way, server in ("http", f"{URL}/mcp"), ("stdio", stdio_client(program)):
            async with Client(server, mode=mode) as client:
                # Waits as long as it takes to start; what comes after does not.
                await client.list_tools()
                assert client.protocol_version == version, client.protocol_version
                instructions = client.instructions
                if mode != "legacy":
                    instructions = (await client.session.send_discover(version))["instructions"]
                assert "Every total is exact" in instructions, instructions
                told.append(await Session(client, f"{version} {way}").run())
    assert all(one == told[0] for one in told), "the ways tell different things"
    print("the client is content")


asyncio.run(main())
