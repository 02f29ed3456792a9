package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST api/show}; the reply does not name the model. */
public record OllamaShowCodec(OllamaEndpoint endpoint) implements OllamaCodec<ModelGet, Model> {

  /** Under it stands in {@code extra} what every gateway can read. */
  public static final String OWN = "auterity";

  /** What a model can do, in the words of providers, under {@link #OWN}. */
  public static final String ABILITIES = "abilities";

  private static final String ROOM = "num_ctx";
  private static final Pattern ROOM_OF_MODEL = Pattern.compile("(?m)^num_ctx\\s+([0-9]{1,9})\\s*$");

  @Override
  public WireRequest encode(ModelGet input) {
    return endpoint.post("show", Json.EMPTY.with("model", Json.of(input.id())));
  }

  @Override
  public Model decode(WireResponse response) {
    Json.Obj reply = OllamaErrors.read(response);
    if (!(reply.get("details") instanceof Json.Obj)) {
      throw VendorReply.unreadable("it holds no model");
    }
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    extra.put(OllamaFit.DIALECT, reply);
    Json.Arr abilities = OllamaAbilities.of(reply);
    if (abilities != null) {
      extra.put(OWN, Json.EMPTY.with(ABILITIES, abilities));
    }
    return Model.builder("").contextTokens(room(reply)).extra(extra).build();
  }

  /** A model of the list with what the server shows of it. */
  static Model joined(Model listed, Model shown) {
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    if (shown.extra() != null) {
      extra.putAll(shown.extra());
    }
    Json told = Extra.in(shown.extra(), OllamaFit.DIALECT).get(OllamaAbilities.FIELD);
    Json.Obj own = Extra.in(listed.extra(), OllamaFit.DIALECT);
    extra.put(OllamaFit.DIALECT, told == null ? own : own.with(OllamaAbilities.FIELD, told));
    return listed.toBuilder().contextTokens(shown.contextTokens()).extra(extra).build();
  }

  // A server may run a model with less room than the model has.
  private @Nullable Long room(Json.Obj reply) {
    Long most = context(ReplyFields.object(reply, "model_info"));
    Matcher set = ROOM_OF_MODEL.matcher(ReplyFields.text(reply, "parameters"));
    Long given =
        endpoint.options().get(ROOM) instanceof Json.Int(long tokens)
            ? (Long) tokens
            : set.find() ? (Long) Long.parseLong(set.group(1)) : null;
    return given == null || (most != null && most < given) ? most : given;
  }

  /** It stands under the name of the model's architecture. */
  private static @Nullable Long context(Json.Obj info) {
    for (Map.Entry<String, Json> field : info.fields().entrySet()) {
      if (field.getKey().endsWith(".context_length")
          && field.getValue() instanceof Json.Int(long tokens)) {
        return tokens;
      }
    }
    return null;
  }
}
