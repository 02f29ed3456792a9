/** What the tool of these tests says, and no request without it. */
export const TOLD = "sunny, 21 degrees";

/** A turn with a tool, as the strict vendors play it. */
export const TURN = {
  told: TOLD,
  calls: { "^weather$": { city: "Paris" } },
  end: "Hello there.",
};

/** The schema of what the tool takes. */
export const WEATHER = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};

/** For which cities the tool was called. */
export const called = [];

/** The tool. */
export function weather({ city }) {
  called.push(city);
  if (city !== "Paris") {
    throw new Error(`nobody asked for ${city}`);
  }
  return TOLD;
}
