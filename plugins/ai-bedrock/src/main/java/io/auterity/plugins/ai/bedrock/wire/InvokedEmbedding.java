package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST model/{id}/invoke} of an embedding model, in the words of its maker: Amazon's Titan
 * takes one text, Cohere's Embed up to 96.
 */
public record InvokedEmbedding(
    BedrockEndpoint endpoint, String model, Maker maker, String inputType)
    implements BedrockCodec<EmbeddingRequest, Embeddings> {

  private static final String COUNTED = "x-amzn-bedrock-input-token-count";

  /** Who made a model, and so how it is asked. */
  public enum Maker {
    TITAN(1),
    TITAN_V1(1),
    COHERE(96),
    COHERE_V4(96);

    private final int texts;

    Maker(int texts) {
      this.texts = texts;
    }

    private static @Nullable Maker of(String model) {
      String name = BedrockFamily.bare(model);
      if (name.startsWith("amazon.titan-embed-text-v1")
          || name.startsWith("amazon.titan-embed-g1")) {
        return TITAN_V1;
      }
      if (name.startsWith("amazon.titan-embed-text")) {
        return TITAN;
      }
      if (name.startsWith("cohere.embed-v4")) {
        return COHERE_V4;
      }
      return name.startsWith("cohere.embed") ? COHERE : null;
    }
  }

  /**
   * How that model is asked.
   *
   * @param inputType what Cohere's vectors are made for
   * @throws io.auterity.spi.CallFailedException when none is named, {@code unsupported} when it is
   *     of another maker
   */
  public static InvokedEmbedding of(
      BedrockEndpoint endpoint, @Nullable String model, String inputType) {
    if (model == null) {
      throw Refusal.invalid("model", "is missing");
    }
    Maker maker = Maker.of(model);
    if (maker == null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "model",
          "model '%s' is no embedding model that is known here: amazon.titan-embed-text and cohere.embed are"
              .formatted(model));
    }
    return new InvokedEmbedding(endpoint, model, maker, inputType);
  }

  /** How many texts it takes at once. */
  public int most() {
    return maker.texts;
  }

  @Override
  public WireRequest encode(EmbeddingRequest request) {
    return endpoint.ask(
        model,
        "invoke",
        switch (maker) {
          case TITAN ->
              sized(titan(request).with("normalize", Json.of(true)), "dimensions", request);
          case TITAN_V1 -> unsized(titan(request), request);
          case COHERE -> unsized(cohere(request), request);
          case COHERE_V4 ->
              sized(
                  cohere(request).with("embedding_types", Json.array(List.of(Json.of("float")))),
                  "output_dimension",
                  request);
        });
  }

  private static Json.Obj titan(EmbeddingRequest request) {
    return Json.EMPTY.with("inputText", Json.of(request.input().getFirst()));
  }

  private Json.Obj cohere(EmbeddingRequest request) {
    return Json.EMPTY
        .with("texts", Json.array(request.input().stream().map(Json::of).toList()))
        .with("input_type", Json.of(inputType));
  }

  private static Json.Obj sized(Json.Obj body, String field, EmbeddingRequest request) {
    Integer wanted = request.dimensions();
    return wanted == null ? body : body.with(field, Json.of(wanted.longValue()));
  }

  private Json.Obj unsized(Json.Obj body, EmbeddingRequest request) {
    if (request.dimensions() != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "dimensions",
          "the vectors of '%s' have one length".formatted(model));
    }
    return body;
  }

  @Override
  public Embeddings decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    return new Embeddings(model, vectors(reply), new TokenUsage(tokens(reply, response), 0, 0, 0));
  }

  private List<List<Float>> vectors(Json.Obj reply) {
    if (maker.texts == 1) {
      Json vector = reply.get("embedding");
      return JsonVectors.read(vector == null ? null : Json.array(List.of(vector)));
    }
    Json all = reply.get("embeddings");
    return JsonVectors.read(all instanceof Json.Obj typed ? typed.get("float") : all);
  }

  /** In the reply itself, or in a header beside it. */
  private static long tokens(Json.Obj reply, WireResponse response) {
    long told = ReplyFields.number(reply, "inputTextTokenCount");
    return told > 0
        ? told
        : response
            .header(COUNTED)
            .filter(text -> text.matches("[0-9]{1,15}"))
            .map(Long::parseLong)
            .orElse(0L);
  }
}
