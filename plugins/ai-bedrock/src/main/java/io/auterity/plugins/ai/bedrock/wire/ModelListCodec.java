package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One page of what can be asked by name; the input is its token, empty for the first. */
public record ModelListCodec(BedrockEndpoint endpoint, Source source)
    implements BedrockCodec<String, ModelListCodec.Listed> {

  /** Which of the two lists. */
  public enum Source {
    /** {@code GET foundation-models}: those that are served on demand under their own name. */
    FOUNDATION("foundation-models", "modelSummaries"),
    /** {@code GET inference-profiles}: models in several regions, and those of the account. */
    PROFILES("inference-profiles?maxResults=1000", "inferenceProfileSummaries");

    private final String path;
    private final String list;

    Source(String path, String list) {
      this.path = path;
      this.list = list;
    }
  }

  /**
   * A page.
   *
   * @param next its token, null when there is none
   */
  public record Listed(List<Model> models, @Nullable String next) {
    public Listed {
      models = List.copyOf(models);
    }
  }

  @Override
  public WireRequest encode(String token) {
    return endpoint.list(
        token.isEmpty()
            ? source.path
            : source.path + "&nextToken=" + BedrockEndpoint.encoded(token));
  }

  @Override
  public Listed decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    if (!(reply.get(source.list) instanceof Json.Arr)) {
      throw VendorReply.unreadable("it holds no " + source.list);
    }
    List<Model> models =
        ReplyFields.objects(reply, source.list).stream().flatMap(this::model).toList();
    return new Listed(models, reply.text("nextToken"));
  }

  private Stream<Model> model(Json.Obj said) {
    return source == Source.PROFILES ? profile(said) : foundation(said);
  }

  private static Stream<Model> foundation(Json.Obj said) {
    boolean onDemand =
        said.get("inferenceTypesSupported") instanceof Json.Arr(List<Json> types)
            && types.contains(Json.of("ON_DEMAND"));
    return onDemand ? named(said) : Stream.empty();
  }

  /** A model of a maker; none when it has no id. */
  static Stream<Model> named(Json.Obj said) {
    String id = said.text("modelId");
    return id == null
        ? Stream.empty()
        : Stream.of(
            new Model(id, said.text("providerName"), null, said.text("modelName"), null, null));
  }

  /** A profile that can be asked; none when it has no id. */
  static Stream<Model> profile(Json.Obj said) {
    // One that an account made itself has an id that only its ARN resolves.
    boolean own = "APPLICATION".equals(said.text("type"));
    String id = said.text(own ? "inferenceProfileArn" : "inferenceProfileId");
    return id == null || !"ACTIVE".equals(said.text("status"))
        ? Stream.empty()
        : Stream.of(
            new Model(
                id,
                null,
                instant(said.text("createdAt")),
                said.text("inferenceProfileName"),
                null,
                null));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
