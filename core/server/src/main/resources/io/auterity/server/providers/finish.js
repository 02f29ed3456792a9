// Finishes a connection with what the vendor put into the address, which is taken out of it.
const given = new URLSearchParams(location.search);
history.replaceState(null, "", location.pathname);
const told = document.getElementById("told");
const button = document.getElementById("finish");

function tell(state, text) {
  told.dataset.state = state;
  told.textContent = text;
  told.focus();
}

async function finish() {
  const reply = await fetch("/api/v1/connections", {
    method: "POST",
    headers: { "content-type": "application/json", "x-auterity-console": "1" },
    body: JSON.stringify({
      state: given.get("state") ?? "",
      code: given.get("code"),
      error: given.get("error"),
      iss: given.get("iss"),
    }),
  });
  const said = await reply.json().catch(() => ({}));
  if (reply.status === 401) {
    tell("waiting", "You are not signed in: sign in to Auterity in another tab, then finish here.");
    return;
  }
  button.hidden = true;
  document.getElementById("console").hidden = false;
  if (reply.ok) {
    tell("succeeded", `Provider ${said.provider} is connected. You may close this page.`);
  } else {
    tell("failed", `It is not connected: ${said.detail ?? `the server answered ${reply.status}`}`);
  }
}

try {
  const theme = localStorage.getItem("auterity.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme is shown.
}

button.addEventListener("click", async () => {
  button.disabled = true;
  button.textContent = "Finishing …";
  await finish().catch(() => tell("waiting", "The server cannot be reached: try again."));
  button.textContent = "Finish";
  button.disabled = false;
});
