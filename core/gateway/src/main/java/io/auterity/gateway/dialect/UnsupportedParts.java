package io.auterity.gateway.dialect;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The unsupported parts of an answer, which a dialect has no place for, in canonical form. They
 * travel where that dialect's callers hand a message back, as all do in a conversation, so that
 * they come back whole: signed thoughts, for instance, return to the vendor that signed them.
 */
public record UnsupportedParts(Binder binder) {

  /** Name of the field of a message in which they stand, where clients hand on unknown ones. */
  public static final String FIELD = "auterity_parts";

  private static final String SEAL = "auterity:";

  /** How a text may begin that {@link #unseal} reads: as it is, and in base64 again. */
  public static final List<String> SEALS = List.of(SEAL, "YXV0ZXJpdHk6");

  private static final JsonReader JSON = JsonReader.bounded(16 * 1024 * 1024, 1_000_000);

  /** What signs thoughts, and the dialect of who signed. */
  public record Signature(@Nullable String text, @Nullable String dialect) {}

  public Json write(List<Part> parts) {
    return Objects.requireNonNull(
        binder.render(new Message(Role.ASSISTANT, parts)).get("parts"), "parts");
  }

  public List<Part> read(Json value, String path) {
    Json message = Json.EMPTY.with("role", Json.of("assistant")).with("parts", value);
    return ((Message) binder.read(message, Message.class, path)).parts();
  }

  /** The parts as one opaque text, for places that callers hand back untouched. */
  public String seal(List<Part> parts) {
    return SEAL + Base64.getEncoder().encodeToString(JsonWriter.bytes(write(parts)));
  }

  public static boolean isSealed(@Nullable String text) {
    return text != null && text.startsWith(SEAL);
  }

  /** Whether such a text is parts, and not only a signature. */
  public static boolean holdsParts(String text) {
    return isSealed(text) && text.indexOf(':', SEAL.length()) < 0;
  }

  /** The parts of such a text. */
  public List<Part> unseal(String text, String path) {
    try {
      byte[] parts = Base64.getDecoder().decode(text.substring(SEAL.length()));
      return read(JSON.read(parts), path);
    } catch (IllegalArgumentException | CallFailedException e) {
      throw FieldRefusals.invalid(path, "is not as this gateway has written it");
    }
  }

  /** Stands where thoughts are signed in a dialect whose clients hand back signed ones alone. */
  public static final String UNSIGNED = SEAL + ":";

  /** A signature in a dialect's own place for one: another's stands there with its name. */
  public static String signature(String signature, @Nullable String dialect, String own) {
    return dialect == null || dialect.equals(own) ? signature : SEAL + dialect + ":" + signature;
  }

  /** What stands in that place. */
  public static Signature signature(@Nullable String written, String own) {
    if (written == null || written.isEmpty()) {
      return new Signature(null, null);
    }
    int end = isSealed(written) ? written.indexOf(':', SEAL.length()) : -1;
    if (end < 0) {
      return new Signature(written, own);
    }
    return written.equals(UNSIGNED)
        ? new Signature(null, null)
        : new Signature(written.substring(end + 1), written.substring(SEAL.length(), end));
  }

  /** Words in which a model of any vendor refused; null when the part holds none. */
  public static @Nullable String refusal(Part part) {
    return part instanceof Part.Opaque(String _, Json value)
            && value instanceof Json.Obj object
            && "refusal".equals(object.text("type"))
        ? object.text("refusal")
        : null;
  }
}
