package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.strict.StrictReply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A conversation with a picture, a document, thoughts or a search, and a tool, that began at one
 * vendor goes on at each other one, whatever the dialect of its client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrosswiseTest {

  /** What a model thinks before it calls the tool. */
  static final String THOUGHT = "I had better look it up.";

  /** How vendors that search the web tell what they found. */
  private static final Map<CaseVendor, String> FOUND =
      Map.of(
          CaseVendor.ANTHROPIC,
          """
          {'id': 'm1', 'type': 'message', 'role': 'assistant', 'model': 'm', 'content': [
            {'type': 'server_tool_use', 'id': 'srvtoolu_1', 'name': 'web_search', 'input': {'query': 'q'}},
            {'type': 'web_search_tool_result', 'tool_use_id': 'srvtoolu_1', 'content': [
              {'type': 'web_search_result', 'url': 'https://a.example', 'title': 'A', 'encrypted_content': 'RU5D'}]},
            {'type': 'text', 'text': 'It is sunny there.', 'citations': [
              {'type': 'web_search_result_location', 'url': 'https://a.example', 'title': 'A',
               'encrypted_index': 'SURY', 'cited_text': 'sunny'}]}],
           'stop_reason': 'end_turn', 'stop_sequence': null,
           'usage': {'input_tokens': 3, 'output_tokens': 5, 'server_tool_use': {'web_search_requests': 1}}}
          """,
          CaseVendor.RESPONSES,
          """
          {'id': 'resp_1', 'object': 'response', 'created_at': 1, 'model': 'm', 'status': 'completed',
           'error': null, 'incomplete_details': null, 'output': [
            {'type': 'web_search_call', 'id': 'ws_1', 'status': 'completed', 'action': {'type': 'search', 'query': 'q'}},
            {'type': 'message', 'id': 'm1', 'role': 'assistant', 'status': 'completed', 'content': [
              {'type': 'output_text', 'text': 'It is sunny there.', 'annotations': [
                {'type': 'url_citation', 'url': 'https://a.example', 'title': 'A', 'start_index': 0, 'end_index': 9}]}]}],
           'usage': {'input_tokens': 20, 'input_tokens_details': {'cached_tokens': 0}, 'output_tokens': 5,
            'output_tokens_details': {'reasoning_tokens': 0}, 'total_tokens': 25}}
          """,
          CaseVendor.GEMINI,
          """
          {'candidates': [{'content': {'role': 'model', 'parts': [{'text': 'It is sunny there.'}]},
            'finishReason': 'STOP', 'index': 0, 'groundingMetadata': {'webSearchQueries': ['q'],
             'groundingChunks': [{'web': {'uri': 'https://a.example', 'title': 'A'}}],
             'groundingSupports': [{'segment': {'startIndex': 0, 'endIndex': 5, 'text': 'It is'},
              'groundingChunkIndices': [0]}]}}],
           'usageMetadata': {'promptTokenCount': 20, 'candidatesTokenCount': 5, 'totalTokenCount': 25},
           'modelVersion': 'm', 'responseId': 'r1'}
          """,
          CaseVendor.OPENROUTER,
          """
          {'id': 'c1', 'object': 'chat.completion', 'created': 1, 'model': 'm', 'choices': [{'index': 0,
            'finish_reason': 'stop', 'message': {'role': 'assistant', 'content': 'It is sunny there.',
             'annotations': [{'type': 'url_citation', 'url_citation': {'url': 'https://a.example',
              'title': 'A', 'start_index': 0, 'end_index': 5}}]}}],
           'usage': {'prompt_tokens': 20, 'completion_tokens': 5, 'total_tokens': 25}}
          """);

  private final Map<CaseVendor, CaseGateway> gateways = new EnumMap<>(CaseVendor.class);

  /** Where a conversation begins and goes on, in the dialect of its client. */
  record Way(ClientDialect dialect, CaseVendor from, CaseVendor to) {
    @Override
    public String toString() {
      return "%s from %s to %s".formatted(dialect, from, to);
    }
  }

  static List<Way> waysOfDocuments() {
    return ways().stream()
        .filter(way -> way.dialect().hasDocuments() && way.from().takesFiles())
        .toList();
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (ClientDialect dialect : ClientDialect.values()) {
      for (CaseVendor from : CaseVendor.values()) {
        for (CaseVendor to : CaseVendor.values()) {
          ways.add(new Way(dialect, from, to));
        }
      }
    }
    return ways;
  }

  @BeforeAll
  void start() {
    for (CaseVendor vendor : CaseVendor.values()) {
      gateways.put(vendor, new CaseGateway(vendor));
    }
  }

  @AfterAll
  void close() {
    gateways.values().forEach(CaseGateway::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void itGoesOn(Way way) throws Exception {
    CaseGateway to = of(way.to());

    HttpResponse<String> told =
        post(way, to, begun(way, way.dialect().first(of(way.from()).model())));

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains("As in the picture.");
    assertThat(to.fake().asked().getLast().body().toString()).contains("It is sunny.");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfDocuments")
  void aDocumentGoesOnOrIsRefused(Way way) throws Exception {
    CaseGateway to = of(way.to());
    Json.Obj next = begun(way, way.dialect().withDocument(of(way.from()).model()));
    int before = to.fake().asked().size();

    HttpResponse<String> told = post(way, to, next);

    if (way.to().takesFiles()) {
      assertThat(told.body()).contains("As in the picture.");
      assertThat(to.fake().asked().getLast().body().toString()).contains(ClientDialect.DOCUMENT);
    } else {
      assertThat(told.statusCode()).as(told.body()).isEqualTo(400);
      assertThat(told.body()).contains("parts[1]");
      assertThat(to.fake().asked()).hasSize(before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void thoughtsBreakNobodyAndComeBack(Way way) throws Exception {
    CaseGateway from = of(way.from());
    CaseGateway to = of(way.to());
    StrictReply words = new StrictReply.Words("So it is.");
    from.fake().answers(List.of(thought(), words));
    Json.Obj first = way.dialect().first(from.model());
    HttpResponse<String> called = post(way, from, first);
    assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
    Json.Obj next = way.dialect().next(first, to.model(), read(called));
    if (way.from() != way.to()) {
      to.fake().answers(List.of(words));
    }

    HttpResponse<String> there = post(way, to, next);
    Json.Obj asked = way.dialect().next(next, from.model(), read(there));
    HttpResponse<String> back = post(way, from, way.dialect().asking(asked));

    assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
    assertThat(there.body()).contains("So it is.");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    String wanted = way.from().wantsBack();
    if (wanted != null) {
      assertThat(from.fake().asked().getLast().body().toString()).contains(wanted);
    }
  }

  static List<Way> waysOfSearches() {
    return ways().stream().filter(way -> FOUND.containsKey(way.from())).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfSearches")
  void whatWasFoundGoesOn(Way way) throws Exception {
    CaseGateway from = of(way.from());
    CaseGateway to = of(way.to());
    Json found =
        YamlTree.json(
            Objects.requireNonNull(FOUND.get(way.from())).replace('\'', '"').getBytes(UTF_8));
    StrictReply words = new StrictReply.Words("So it is.");
    from.fake().answers(List.of(new StrictReply.Body(200, found), words));
    Json.Obj first = way.dialect().first(from.model());
    HttpResponse<String> searched = post(way, from, first);
    assertThat(searched.body()).contains("It is sunny there.");
    if (way.from() != way.to()) {
      to.fake().answers(List.of(words));
    }

    HttpResponse<String> told =
        post(way, to, way.dialect().asking(way.dialect().next(first, to.model(), read(searched))));

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains("So it is.");
    assertThat(to.fake().asked().getLast().body().toString()).contains("It is sunny there.");
  }

  private static StrictReply thought() {
    return new StrictReply.Thought(THOUGHT, new StrictReply.ToolCall("weather", place()));
  }

  private static Json.Obj read(HttpResponse<String> answer) {
    return (Json.Obj) YamlTree.json(answer.body().getBytes(UTF_8));
  }

  /** What a client goes on with once its first request was answered by a call. */
  private Json.Obj begun(Way way, Json.Obj first) throws Exception {
    CaseGateway from = of(way.from());
    CaseGateway to = of(way.to());
    StrictReply call = new StrictReply.ToolCall("weather", place());
    StrictReply words = new StrictReply.Words("As in the picture.");
    to.fake().answers(List.of(words));
    from.fake().answers(way.from() == way.to() ? List.of(call, words) : List.of(call));

    HttpResponse<String> called = post(way, from, first);

    assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
    assertThat(called.body()).contains("weather");
    return way.dialect().next(first, to.model(), read(called));
  }

  private static Json.Obj place() {
    return Json.EMPTY.with("place", Json.of("Rome"));
  }

  private CaseGateway of(CaseVendor vendor) {
    return Objects.requireNonNull(gateways.get(vendor));
  }

  private static HttpResponse<String> post(Way way, CaseGateway gateway, Json.Obj body)
      throws Exception {
    return gateway.post(way.dialect().path(gateway.model()), Map.of(), body.toString());
  }
}
