package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.testkit.transport.RecordedTransport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real traffic of Bedrock; as a transport it answers a chat and a count as it once did, makes
 * vectors and pictures by its documentation and lists models by its description.
 */
public final class RecordedBedrock implements Transport {

  static final BedrockEndpoint ENDPOINT =
      new BedrockEndpoint(
          URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/"),
          URI.create("https://bedrock.us-east-1.amazonaws.com/"));

  private static final String CASSETTES =
      "fixtures/pydantic-ai/tests/models/cassettes/test_bedrock";

  private final RecordedTransport recorded =
      new RecordedTransport(
          Stream.of(
                  "test_bedrock_model_instructions",
                  "test_bedrock_count_tokens_tool_config",
                  "test_bedrock_model_stream")
              .flatMap(name -> session(name).stream())
              .toList());

  /** The exchanges of one session, e.g. {@code test_bedrock_model_stream}. */
  static List<RecordedExchange> session(String name) {
    return ofVendor(Cassette.read(Repository.shared(CASSETTES + "/" + name + ".yaml")));
  }

  /** Every exchange. */
  static List<RecordedExchange> all() {
    return ofVendor(Cassette.readAll(Repository.shared(CASSETTES)));
  }

  /** Every whole answer of a model. */
  static List<WireResponse> answers() {
    return all().stream()
        .filter(exchange -> exchange.request().uri().getPath().endsWith("/converse"))
        .map(RecordedExchange::response)
        .filter(WireResponse::succeeded)
        .toList();
  }

  /** Every streamed answer. */
  static List<byte[]> streams() {
    return all().stream()
        .filter(RecordedExchange::streams)
        .map(exchange -> exchange.response().body())
        .toList();
  }

  private static List<RecordedExchange> ofVendor(List<RecordedExchange> exchanges) {
    return exchanges.stream()
        .filter(
            exchange -> String.valueOf(exchange.request().uri().getHost()).startsWith("bedrock-"))
        .toList();
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    if (path.endsWith("/foundation-models")) {
      return reply(MODELS);
    }
    if (path.contains("/foundation-models/")) {
      return reply(MODEL);
    }
    if (path.endsWith("/inference-profiles")) {
      return reply(request.uri().getQuery().contains("nextToken") ? LAST_PROFILES : PROFILES);
    }
    if (path.contains("nova-canvas")) {
      return reply("{\"images\": [\"iVBORw==\"]}");
    }
    return path.endsWith("/invoke")
        ? reply("{\"embedding\": [0.25, -1, 0.5], \"inputTextTokenCount\": 3}")
        : recorded.send(request, call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return recorded.open(request, call);
  }

  static WireResponse reply(String json) {
    return new WireResponse(200, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  static final String MODELS =
      """
      {"modelSummaries": [
        {"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
         "modelId": "amazon.titan-embed-text-v2:0", "modelName": "Titan Text V2",
         "providerName": "Amazon", "inputModalities": ["TEXT"], "outputModalities": ["EMBEDDING"],
         "responseStreamingSupported": false, "inferenceTypesSupported": ["ON_DEMAND"],
         "modelLifecycle": {"status": "ACTIVE"}},
        {"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6",
         "modelId": "anthropic.claude-sonnet-4-6", "modelName": "Claude Sonnet 4.6",
         "providerName": "Anthropic", "inferenceTypesSupported": ["PROVISIONED"]}]}
      """;

  static final String MODEL =
      """
      {"modelDetails":
        {"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0",
         "modelId": "amazon.titan-embed-text-v2:0", "modelName": "Titan Text V2",
         "providerName": "Amazon", "inferenceTypesSupported": ["ON_DEMAND"]}}
      """;

  static final String PROFILES =
      """
      {"inferenceProfileSummaries": [
        {"inferenceProfileName": "US Claude Sonnet 4.6", "createdAt": "2026-02-17T00:00:00Z",
         "inferenceProfileArn": "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6",
         "models": [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"}],
         "inferenceProfileId": "us.anthropic.claude-sonnet-4-6", "status": "ACTIVE",
         "type": "SYSTEM_DEFINED"}],
       "nextToken": "more/1"}
      """;

  private static final String LAST_PROFILES =
      """
      {"inferenceProfileSummaries": [
        {"inferenceProfileName": "mine",
         "inferenceProfileArn": "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f",
         "models": [], "inferenceProfileId": "mi1dadi0g15f", "status": "ACTIVE",
         "type": "APPLICATION"}]}
      """;
}
