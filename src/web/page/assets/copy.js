// Adds a button that copies a citation. Without script the text can be selected by hand.
for (const box of document.querySelectorAll("textarea.mb-cite")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = "Copy " + box.dataset.name;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.value);
    said.textContent = " Copied";
  });
  box.after(button, said);
}
