package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import io.auterity.testkit.transport.RecordedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Real traffic of Google's; as a transport it answers a chat as it once did, whole or streamed, and
 * embeds and lists models by the vendor's descriptions.
 */
public final class RecordedGoogle implements Transport {

  static final GoogleEndpoint GEMINI =
      GoogleEndpoint.gemini(URI.create("https://generativelanguage.googleapis.com/v1beta/"));
  static final GoogleEndpoint VERTEX =
      GoogleEndpoint.vertex(
          URI.create("https://aiplatform.googleapis.com/v1/"), "projects/p-1/locations/global/");

  private static final String CASSETTES = "fixtures/pydantic-ai/tests/models/cassettes/test_google";
  private static final List<String> MODELS = List.of("gemini-a", "gemini-b", "text-embedding-005");

  /** Pictures by the vendor's descriptions. */
  static final String IMAGEN_REPLY =
      "{'predictions':[{'mimeType':'image/png','bytesBase64Encoded':'iVBORw==',"
          + "'prompt':'A grey cat.'},{'mimeType':'image/jpeg','bytesBase64Encoded':'/9j/'}]}";

  static final String PICTURE_REPLY =
      "{'candidates':[{'content':{'role':'model','parts':[{'text':'Here it is.'},"
          + "{'inlineData':{'mimeType':'image/png','data':'iVBORw=='}}]},'finishReason':'STOP'}],"
          + "'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':1300,"
          + "'candidatesTokensDetails':[{'modality':'IMAGE','tokenCount':1290}]},"
          + "'modelVersion':'gemini-2.5-flash-image','responseId':'r-1'}";

  /** The exchanges of one session with models. */
  static List<RecordedExchange> session(String name) {
    return ofModels(Cassette.read(Repository.shared(CASSETTES + "/" + name + ".yaml")));
  }

  /** Every exchange with models, of both services. */
  static List<RecordedExchange> all() {
    return ofModels(Cassette.readAll(Repository.shared(CASSETTES)));
  }

  /** Every whole answer of a model. */
  static List<WireResponse> answers() {
    return replies("generateContent");
  }

  static List<WireResponse> counts() {
    return replies("countTokens");
  }

  private static List<WireResponse> replies(String verb) {
    return all().stream()
        .filter(exchange -> exchange.request().uri().getPath().endsWith(":" + verb))
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

  static byte[] stream(String session) {
    return session(session).stream()
        .filter(RecordedExchange::streams)
        .findFirst()
        .orElseThrow()
        .response()
        .body();
  }

  private static List<RecordedExchange> ofModels(List<RecordedExchange> exchanges) {
    return exchanges.stream()
        .filter(exchange -> exchange.request().uri().getPath().contains("/models/"))
        .toList();
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    String verb = path.substring(path.lastIndexOf(':') + 1);
    if (path.contains("image")) {
      return json(verb.equals("predict") ? IMAGEN_REPLY : PICTURE_REPLY);
    }
    return switch (verb) {
      case "generateContent" -> session("test_google_model_vertex_provider").getLast().response();
      case "countTokens" -> counts().getFirst();
      case "batchEmbedContents" -> json("{'embeddings':[{'values':[0.1,1]},{'values':[0.2,-1]}]}");
      case "predict" ->
          json(
              "{'predictions':[{'embeddings':{'values':[0.1,1],"
                  + "'statistics':{'token_count':2,'truncated':false}}},"
                  + "{'embeddings':{'values':[0.2,-1],"
                  + "'statistics':{'token_count':3.0,'truncated':false}}}]}");
      default ->
          path.endsWith("/models")
              ? new WireResponse(200, Map.of(), models(request.uri()))
              : new WireResponse(200, Map.of(), JsonUtf8.write(model(request.uri(), "gemini-b")));
    };
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    WireRequest asked =
        new WireRequest(
            "POST",
            URI.create("https://x/gemini-2.0-flash-exp:streamGenerateContent"),
            Map.of(),
            request.body());
    return new RecordedTransport(session("test_google_model_stream")).open(asked, call);
  }

  /** A page of the list, by the vendor's description. */
  static byte[] models(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String pair : uri.getQuery().split("&", -1)) {
      query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
    int to = Math.min(MODELS.size(), from + Integer.parseInt(query.get("pageSize")));
    Json.Obj reply =
        Json.EMPTY.with(
            isVertex(uri) ? "publisherModels" : "models",
            Json.array(MODELS.subList(from, to).stream().map(id -> model(uri, id)).toList()));
    return JsonUtf8.write(
        to < MODELS.size() ? reply.with("nextPageToken", Json.of(Integer.toString(to))) : reply);
  }

  static Json model(URI uri, String id) {
    return isVertex(uri)
        ? object("{'name':'publishers/google/models/%s','versionId':'001'}".formatted(id))
        : object(
            ("{'name':'models/%s','version':'001','displayName':'Gemini A','description':'Fast',"
                    + "'inputTokenLimit':1048576,'outputTokenLimit':65536,"
                    + "'supportedGenerationMethods':['generateContent'],'thinking':true}")
                .formatted(id));
  }

  private static boolean isVertex(URI uri) {
    return uri.getPath().contains("/publishers/");
  }

  static WireResponse json(String body) {
    return reply(200, body);
  }

  static WireResponse reply(int status, String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new WireResponse(status, Map.of(), bytes);
  }

  static Json.Obj object(String json) {
    return (Json.Obj) JsonUtf8.read(json.replace('\'', '"'));
  }
}
