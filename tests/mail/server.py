"""A mail server on loopback that keeps what it is sent.

    python server.py FOLDER (plain | starttls | tls) [USER PASSWORD]

Says its port, then one line of JSON for each mail that it took: whom it was from and for, its headers, its parts as text, and
its source. The same stands in FOLDER, a file each, before the sender hears that it was taken. What it answers to a
recipient instead of taking the mail stands in FOLDER/answers/ADDRESS, one answer a line, each given once. With USER and
PASSWORD nobody else may send. The authority of its certificate is FOLDER/authority.pem.
"""

import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl
import sys
import warnings

import trustme
from aiosmtpd.smtp import SMTP, AuthResult

# What is wrong is seen by the sender, which is what is tried.
logging.disable()
warnings.simplefilter("ignore")

FOLDER, SECURITY, *LOGIN = sys.argv[1:]
FOLDER = pathlib.Path(FOLDER)


class Keeper:
    def __init__(self):
        self.taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = FOLDER / "answers" / address
        if answers.exists():
            first, *others = answers.read_text().splitlines()
            if others:
                answers.write_text("\n".join(others))
            else:
                answers.unlink()
            return first
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        source = envelope.content.decode("utf-8")
        mail = email.message_from_string(source, policy=email.policy.default)
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or SECURITY == "tls",
            "headers": dict(mail.items()),
            "plain": mail.get_body(("plain",)).get_content(),
            "html": mail.get_body(("html",)).get_content(),
            "source": source,
        }
        self.taken += 1
        (FOLDER / f"{self.taken:04}.json").write_text(json.dumps(told))
        print(json.dumps(told), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = [data.login.decode(), data.password.decode()] == LOGIN
    return AuthResult(success=good, handled=good)


async def main():
    (FOLDER / "answers").mkdir(parents=True)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(FOLDER / "authority.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    keeper = Keeper()

    def session():
        login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False} if LOGIN else {}
        starttls = {"tls_context": context, "require_starttls": True} if SECURITY == "starttls" else {}
        return SMTP(keeper, hostname="mail.example", decode_data=False, **login, **starttls)

    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", 0, ssl=context if SECURITY == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
