// Finishes a connection with what the vendor put into the address, which is taken out of it.
const given = new URLSearchParams(location.search);
history.replaceState(null, "", location.pathname);
const told = document.getElementById("told");
const button = document.getElementById("finish");

async function finish() {
  const reply = await fetch("/api/v1/connections", {
    method: "POST",
    headers: { "content-type": "application/json", "x-auterity-console": "1" },
    body: JSON.stringify({
      state: given.get("state") ?? "",
      code: given.get("code"),
      error: given.get("error"),
    }),
  });
  const said = await reply.json().catch(() => ({}));
  if (reply.status === 401) {
    return "You are not signed in: sign in to Auterity in another tab, then finish here.";
  }
  button.hidden = true;
  return reply.ok
    ? `Provider ${said.provider} is connected. You may close this page.`
    : `It is not connected: ${said.detail ?? `the server answered ${reply.status}`}`;
}

button.addEventListener("click", async () => {
  button.disabled = true;
  told.textContent = await finish().catch(() => "The server cannot be reached: try again.");
  button.disabled = false;
});
