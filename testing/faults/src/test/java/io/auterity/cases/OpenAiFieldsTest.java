package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each field of OpenAI's chat completions that says how to answer, and not what, at each vendor
 * that speaks its language: what one does not take is left out and named, and refuses no call.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiFieldsTest {

  private static final List<String> FIELDS =
      List.of(
          "\"frequency_penalty\": 0.5",
          "\"logit_bias\": {\"50256\": -100}",
          "\"max_completion_tokens\": 100",
          "\"max_tokens\": 100",
          "\"metadata\": {\"team\": \"a\"}",
          "\"parallel_tool_calls\": false",
          "\"presence_penalty\": 0.5",
          "\"prompt_cache_key\": \"k\"",
          "\"prompt_cache_retention\": \"24h\"",
          "\"reasoning_effort\": \"low\"",
          "\"safety_identifier\": \"s\"",
          "\"seed\": 1",
          "\"service_tier\": \"auto\"",
          "\"stop\": [\"END\"]",
          "\"store\": false",
          "\"temperature\": 1",
          "\"top_p\": 0.9",
          "\"user\": \"u\"",
          "\"verbosity\": \"low\"");

  private static final Set<CaseVendor> VENDORS =
      EnumSet.of(
          CaseVendor.DEEPSEEK,
          CaseVendor.MISTRAL,
          CaseVendor.GROQ,
          CaseVendor.XAI,
          CaseVendor.CEREBRAS,
          CaseVendor.FIREWORKS,
          CaseVendor.OPENROUTER,
          CaseVendor.TOGETHER,
          CaseVendor.VLLM,
          CaseVendor.AZURE);

  private final Map<CaseVendor, CaseGateway> gateways = new EnumMap<>(CaseVendor.class);

  record Field(CaseVendor vendor, String field) {
    @Override
    public String toString() {
      return "%s to %s".formatted(field, vendor);
    }
  }

  static List<Field> fields() {
    List<Field> all = new ArrayList<>();
    VENDORS.forEach(vendor -> FIELDS.forEach(field -> all.add(new Field(vendor, field))));
    return all;
  }

  @BeforeAll
  void start() {
    VENDORS.forEach(vendor -> gateways.put(vendor, new CaseGateway(vendor)));
  }

  @AfterAll
  void close() {
    gateways.values().forEach(CaseGateway::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void itIsTakenOrLeftOut(Field field) throws Exception {
    CaseGateway gateway = Objects.requireNonNull(gateways.get(field.vendor()));
    String tools =
        field.field().contains("tool")
            ? ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\","
                + " \"parameters\": {\"type\": \"object\", \"properties\": {}}}}]"
            : "";
    String body =
        "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], %s%s}"
            .formatted(gateway.model(), field.field(), tools);

    HttpResponse<String> answer = gateway.post("/v1/chat/completions", Map.of(), body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String name =
        ((Json.Obj) YamlTree.json(("{" + field.field() + "}").getBytes(UTF_8)))
            .fields()
            .keySet()
            .iterator()
            .next();
    boolean sent = gateway.fake().asked().getLast().has(name);
    boolean told = answer.headers().firstValue("auterity-lossy").isPresent();
    assertThat(sent || told || renamed(name)).as("sent, or named as lost").isTrue();
  }

  // Vendors may call them otherwise.
  private static boolean renamed(String name) {
    return List.of("max_tokens", "max_completion_tokens", "reasoning_effort", "seed")
        .contains(name);
  }
}
