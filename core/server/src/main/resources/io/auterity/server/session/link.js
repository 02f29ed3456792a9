// Links an account with what its issuer put into the address, which is taken out of it.
const given = new URLSearchParams(location.search);
const at = location.pathname.split("/").slice(-2).map(decodeURIComponent).join("/");
history.replaceState(null, "", location.pathname);
const told = document.getElementById("told");
const button = document.getElementById("finish");
const out = document.getElementById("console");
document.getElementById("issuer").textContent = `at ${at.split("/").at(-1)}`;

function tell(state, text) {
  told.dataset.state = state;
  told.textContent = text;
  told.focus();
}

async function finish() {
  const reply = await fetch("/api/v1/identities/linked", {
    method: "POST",
    headers: { "content-type": "application/json", "x-auterity-console": "1" },
    body: JSON.stringify({
      at,
      state: given.get("state") ?? "",
      code: given.get("code"),
      error: given.get("error"),
      iss: given.get("iss"),
    }),
  });
  const said = await reply.json().catch(() => ({}));
  if (reply.ok) {
    location.replace(said.next);
    return;
  }
  button.hidden = true;
  out.textContent = "Open the console";
  tell("failed", `It is not linked: ${said.detail ?? `the server answered ${reply.status}`}.`);
}

try {
  const theme = localStorage.getItem("auterity.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme is shown.
}

button.addEventListener("click", async () => {
  button.disabled = true;
  await finish().catch(() => tell("waiting", "The server cannot be reached: try again."));
  button.disabled = false;
});
