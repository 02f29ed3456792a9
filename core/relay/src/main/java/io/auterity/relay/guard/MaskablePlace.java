package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Place;
import io.auterity.spi.Json;
import java.util.Set;

/**
 * A place in JSON where words may be masked, and what of it is words.
 *
 * @param machines names of fields by which machines find things
 * @param names whether names of fields are words as well
 * @param vendors whether it is in the form of a vendor's own
 * @param typed whether it must stay of its type, so that no number becomes a text
 */
record MaskablePlace(
    Place place, Set<String> machines, boolean names, boolean vendors, boolean typed) {

  /** Fields of the platform's own forms, and of what callers add to them. */
  static final Set<String> NO_WORDS =
      Set.of(
          "id",
          "type",
          "model",
          "role",
          "url",
          "uri",
          "signature",
          "base64",
          "data",
          "mediaType",
          "media_type",
          "mimeType",
          "dialect",
          "provider",
          "cursor",
          "toolChoice",
          "language",
          "format",
          "voice",
          "size",
          "quality",
          "status",
          "call_id",
          "tool_use_id",
          "tool_call_id",
          "previous_response_id",
          "encrypted_content",
          "finish_reason",
          "object",
          "created");

  /** Fields of vendors' own forms. Whatever is none of these may be words. */
  private static final Set<String> VENDORS =
      Set.of(
          "id",
          "type",
          "role",
          "status",
          "signature",
          "thoughtSignature",
          "authorization",
          "headers",
          "call_id",
          "item_id",
          "tool_use_id",
          "tool_call_id",
          "container_id",
          "file_id",
          "vector_store_ids",
          "approval_request_id",
          "encrypted_content",
          "encrypted_index",
          "media_type",
          "mime_type",
          "mimeType",
          "created_at",
          "expires_at",
          "start_index",
          "end_index");

  /** Of those, bytes and what is sealed by a vendor, of which nothing can be read. */
  static final Set<String> BYTES =
      Set.of("base64", "signature", "thoughtSignature", "encrypted_content", "encrypted_index");

  /** Of all of them, what the platform goes by, and what is no part of a conversation. */
  private static final Set<String> OWN =
      Set.of("model", "data", "dialect", "provider", "cursor", "authorization", "headers");

  /** Of all of them, words of a list, which are letters alone. */
  private static final Set<String> LISTED =
      Set.of("type", "role", "object", "finish_reason", "status");

  private static final MaskablePlace WORDS =
      new MaskablePlace(Place.WORDS, NO_WORDS, false, false, false);
  private static final MaskablePlace TOOL =
      new MaskablePlace(Place.TOOL, Set.of(), true, false, false);
  private static final MaskablePlace OFFERED =
      new MaskablePlace(Place.OFFERED, Set.of(), false, false, true);
  private static final MaskablePlace TOLD =
      new MaskablePlace(Place.TOLD, Set.of(), true, false, false);

  static MaskablePlace of(Place place) {
    return switch (place) {
      case TOOL -> TOOL;
      case OFFERED -> OFFERED;
      case TOLD -> TOLD;
      case WORDS, HOSTED -> WORDS;
    };
  }

  /** Of what stands in a vendor's own form there. */
  static MaskablePlace vendor(Place place) {
    return new MaskablePlace(place, VENDORS, false, true, false);
  }

  /** Of JSON that stands in a text there, in which nothing is for machines alone. */
  MaskablePlace written() {
    return new MaskablePlace(place, Set.of(), true, false, false);
  }

  /** Of values that a JSON Schema there names. */
  static MaskablePlace values(Place place) {
    return new MaskablePlace(place, Set.of(), false, false, true);
  }

  /** Of what callers name themselves there. */
  MaskablePlace free() {
    return new MaskablePlace(place, Set.of(), false, vendors, typed);
  }

  /** Whether a field is the name of a tool, of its description or of a call. */
  static boolean namesTool(String name, Json.Obj object, Place place) {
    return name.equals("name")
        && object.get("type") != null
        && (place == Place.OFFERED || object.get("call_id") != null);
  }

  /** Whether machines find something by such a text in a field of that name. */
  static boolean isFound(String name, String text) {
    return !BYTES.contains(name)
        && !OWN.contains(name)
        && !(LISTED.contains(name) && isPlain(text));
  }

  /** Whether a field of that name may be one of a form: it has letters alone. */
  static boolean isPlain(String name) {
    return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_');
  }

  /** Whether names of fields may be anything, as the caller chose them. */
  boolean isFree() {
    return machines.isEmpty();
  }

  /** Whether all that stands in a field is for its vendor alone. */
  boolean isSealed(String name) {
    return machines.contains(name)
        && (BYTES.contains(name) || name.equals("headers") || name.equals("authorization"));
  }

  /** Whether a field of that object may be words, and not a name for machines or bytes. */
  boolean reads(String name, Json.Obj object) {
    return !machines.contains(name) && !(vendors && VendorItem.isBytes(name, object));
  }
}
