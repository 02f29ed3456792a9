package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.CallIds;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of one conversation, in order. A part that the canonical form cannot hold whole,
 * to its last field, is carried opaque. The signature of a part that is no thought becomes a
 * thought without words right before it, which is how it comes back through any other dialect.
 */
final class PartsReader {

  private static final String SIGNATURE = "thoughtSignature";

  private final ThoughtSeal seal;
  private final CallIds ids = new CallIds();

  PartsReader(ThoughtSeal seal) {
    this.seal = seal;
  }

  List<Part> read(String path, Json value) {
    RequestFields fields = ProtoFields.of(path, value);
    boolean thought = fields.flag("thought");
    String written = fields.text(SIGNATURE);
    List<Part> held = seal.held(written, fields.at(SIGNATURE));
    if (held != null) {
      return held;
    }
    UnsupportedParts.Signature signature = ThoughtSeal.read(written);
    Part known = thought ? thought(fields, signature) : known(path, fields);
    if (known == null || !fields.isEmpty()) {
      return List.of(new Part.Opaque(GeminiDialect.NAME, value));
    }
    if (thought || signature.text() == null) {
      return says(known) ? List.of(known) : List.of();
    }
    Part sign = new Part.Reasoning(null, signature.text(), signature.dialect());
    return known instanceof Part.Text(String none) && none.isEmpty()
        ? List.of(sign)
        : List.of(sign, known);
  }

  private static boolean says(Part part) {
    return !(part instanceof Part.Reasoning thought)
        || thought.signature() != null
        || (thought.text() != null && !thought.text().isEmpty());
  }

  private static @Nullable Part thought(
      RequestFields fields, UnsupportedParts.Signature signature) {
    String text = fields.text("text");
    return text == null ? null : new Part.Reasoning(text, signature.text(), signature.dialect());
  }

  private @Nullable Part known(String path, RequestFields fields) {
    String text = fields.text("text");
    if (text != null) {
      return new Part.Text(text);
    }
    RequestFields bytes = ProtoFields.object(fields, "inlineData");
    if (bytes != null) {
      return inline(bytes, fields);
    }
    RequestFields file = ProtoFields.object(fields, "fileData");
    if (file != null) {
      return file(file, fields);
    }
    RequestFields call = ProtoFields.object(fields, "functionCall");
    if (call != null) {
      return call(call);
    }
    RequestFields response = ProtoFields.object(fields, "functionResponse");
    if (response != null) {
      return response(response);
    }
    if (fields.isEmpty()) {
      throw FieldRefusals.invalid(path, "must hold text, data, a call or a response");
    }
    return null;
  }

  private static @Nullable Part inline(RequestFields bytes, RequestFields around) {
    String type = bytes.requiredText("mimeType");
    String data = bytes.requiredText("data");
    if (type.startsWith("image/")) {
      return bytes.isEmpty() ? new Part.Image(null, type, data, extra(around)) : null;
    }
    if (type.startsWith("audio/")) {
      return bytes.isEmpty() ? new Part.Audio(type, data) : null;
    }
    String name = bytes.text("displayName");
    return bytes.isEmpty() ? new Part.File(name, null, type, data, extra(around)) : null;
  }

  private static @Nullable Part file(RequestFields file, RequestFields around) {
    String uri = file.requiredText("fileUri");
    String type = file.text("mimeType");
    String name = file.text("displayName");
    if (!file.isEmpty()) {
      return null;
    }
    return type != null && type.startsWith("image/") && name == null
        ? new Part.Image(uri, type, null, extra(around))
        : new Part.File(name, uri, type, null, extra(around));
  }

  private static @Nullable Map<String, Json.Obj> extra(RequestFields around) {
    return around.takeExtra(GeminiDialect.NAME);
  }

  private @Nullable Part call(RequestFields call) {
    String name = call.requiredText("name");
    String given = call.text("id");
    Json args = call.take("args");
    if (args != null && !(args instanceof Json.Obj)) {
      throw FieldRefusals.wrongType(call.at("args"), "an object", args);
    }
    return call.isEmpty()
        ? new Part.ToolCall(ids.ofCall(given, name), name, args == null ? "{}" : args.toString())
        : null;
  }

  private @Nullable Part response(RequestFields response) {
    String name = response.requiredText("name");
    String given = response.text("id");
    Json said = response.take("response");
    if (said != null && !(said instanceof Json.Obj)) {
      throw FieldRefusals.wrongType(response.at("response"), "an object", said);
    }
    List<Part.Content> content = new ArrayList<>();
    Boolean failed = words((Json.Obj) (said == null ? Json.EMPTY : said), content);
    pieces(response, content);
    return response.isEmpty()
        ? new Part.ToolResult(ids.ofResult(given, name), content, failed)
        : null;
  }

  /** Adds what a function answered; the vendor advises one field for words, one for an error. */
  private static @Nullable Boolean words(Json.Obj said, List<Part.Content> content) {
    String error = said.fields().size() == 1 ? said.text("error") : null;
    String output = said.fields().size() == 1 ? said.text("output") : null;
    String words = error != null ? error : output != null ? output : said.toString();
    content.add(new Part.Text(words));
    return error == null ? null : true;
  }

  private static void pieces(RequestFields response, List<Part.Content> content) {
    List<Json> items = response.list("parts");
    for (int i = 0; items != null && i < items.size(); i++) {
      RequestFields piece = ProtoFields.of(JsonPath.item(response.at("parts"), i), items.get(i));
      RequestFields bytes = ProtoFields.object(piece, "inlineData");
      RequestFields file = ProtoFields.object(piece, "fileData");
      Part part = bytes != null ? inline(bytes, piece) : file != null ? file(file, piece) : null;
      content.add(
          part instanceof Part.Content known && piece.isEmpty()
              ? known
              : new Part.Opaque(GeminiDialect.NAME, items.get(i)));
    }
  }
}
