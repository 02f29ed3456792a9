package io.auterity.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ManifestForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read whole, with what they take over from another. */
class ConnectorFileReaderTest {

  private static final String BASE =
      """
      plugin: base
      format: 1
      version: 1.0.0
      summary: Things
      config: {url: {type: string}, team: {type: string}}
      servers: {api: {url: "${config.url}/api"}}
      auth: [{kind: bearer}, {kind: basic}]
      headers: {accept: application/json, x-a: b}
      check: {request: GET /me}
      connectors:
        things:
          kind: thing
          operations:
            thing.put: {request: POST /things, result: {}}
      """;
  private static final String FORK =
      """
      plugin: fork
      like: base
      version: 2.0.0
      auth: [{kind: header}]
      headers: {x-a: null, x-b: c}
      config: {team: {default: red}}
      """;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ConnectorFile read(String id, String text, Map<String, String> others) {
    return new ConnectorFileReader(
            other -> {
              @Nullable String found = others.get(other);
              return found == null ? null : utf8(found);
            })
        .read(id, utf8(text));
  }

  private static List<FileProblem> problems(String id, String text, Map<String, String> others) {
    return assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> read(id, text, others))
        .actual()
        .problems();
  }

  @Test
  void aFileIsWhatItSays() {
    ConnectorFile file = read("base", BASE, Map.of());

    assertThat(file.id()).isEqualTo("base");
    assertThat(file.text("summary")).isEqualTo("Things");
    assertThat(file.text("nothing")).isEmpty();
    assertThat(file.part("headers").text("accept")).isEqualTo("application/json");
    assertThat(file.part("limits")).isEqualTo(Json.EMPTY);
    assertThat(file.connectors()).containsOnlyKeys("things");
    assertThat(file.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatAFileSaysStandsBeforeWhatItIsLike() {
    ConnectorFile file = read("fork", FORK, Map.of("base", BASE));

    assertThat(file.text("version")).isEqualTo("2.0.0");
    assertThat(file.text("summary")).isEqualTo("Things");
    assertThat(file.value().get("like")).isNull();
    assertThat(file.part("headers")).hasToString("{\"accept\":\"application/json\",\"x-b\":\"c\"}");
    assertThat(file.part("config"))
        .hasToString(
            "{\"url\":{\"type\":\"string\"},\"team\":{\"type\":\"string\",\"default\":\"red\"}}");
    assertThat(file.value().get("auth")).hasToString("[{\"kind\":\"header\"}]");
  }

  @Test
  void aReasonThatSeveralOperationsShareIsSaidAnewForEach() {
    String base = BASE + "    none: {\"a.get, a.list, a.put\": no As, b.get: no Bs}\n";
    String fork =
        FORK + "connectors: {things: {none: {a.get: null, a.list: why, \"a.put, b.get\": both}}}";

    Json.Obj things =
        ConnectorFile.object(
            read("fork", fork, Map.of("base", base)).value().get("connectors") instanceof Json.Obj c
                ? c
                : Json.EMPTY,
            "things");

    assertThat(ConnectorFile.object(things, "none"))
        .hasToString("{\"a.list\":\"why\",\"a.put\":\"both\",\"b.get\":\"both\"}");
  }

  @Test
  void aSecondReasonIsToldWhereAFileIsLikeAnother() {
    String fork = FORK + "connectors: {things: {none: {\"a.get, a.list\": no As, a.get: another}}}";

    assertThat(problems("fork", fork, Map.of("base", BASE)).getFirst().rule())
        .isEqualTo("gives a.get a second reason");
  }

  @Test
  void theDigestIsOfTheFileAndOfTheOneThatItIsLike() {
    String digest = read("fork", FORK, Map.of("base", BASE)).digest();

    assertThat(read("fork", FORK, Map.of("base", BASE)).digest()).isEqualTo(digest);
    assertThat(read("fork", FORK + "# a\n", Map.of("base", BASE)).digest()).isNotEqualTo(digest);
    assertThat(read("fork", FORK, Map.of("base", BASE + "# a\n")).digest()).isNotEqualTo(digest);
  }

  @Test
  void whatIsTakenOverIsCheckedToo() {
    String broken = BASE.replace("kind: basic", "kind: basik");

    assertThat(
            problems("fork", FORK.replace("auth: [{kind: header}]\n", ""), Map.of("base", broken)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("auth[1].kind", "basic"));
  }

  @Test
  void aFileIsLikeOneThatIsItselfWhole() {
    assertThat(problems("fork", FORK, Map.of()).getFirst().rule())
        .isEqualTo("is like 'base', of which there is no file");
    assertThat(problems("fork", FORK, Map.of("base", FORK.replace("fork", "base"))).getFirst())
        .satisfies(
            problem -> assertThat(problem.rule()).isEqualTo("'base' is itself like another"));
    String itself = FORK.replace("like: base", "like: fork");
    assertThat(problems("fork", itself, Map.of("fork", itself)).getFirst().rule())
        .isEqualTo("is like 'fork', of which there is no file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          summary: Things         | sumary: Things                     | 1 | summary
          version: 1.0.0          | version: 1.0                       | 3 | version
          request: GET /me        | request: GET me                    | 9 | check.request
          headers: {accept        | limits: {requests: 1}\\nheaders: {accept | 8 | limits
          result: {}              | resutl: {}                         | 14 | resutl
          kind: bearer            | name: bearer                       | 7 | auth[0]
          """)
  void whatIsWrongIsToldWithItsLineAndPlace(String old, String with, int line, String place) {
    assertThat(BASE).contains(old);
    String text = BASE.replace(old, with.replace("\\n", "\n"));

    assertThat(problems("base", text, Map.of()))
        .anySatisfy(
            problem -> {
              assertThat(problem.toString()).contains(place);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.fix()).isNotBlank();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://docs.example.com/api",
        "http://[::1]:8080/x?a=b#c",
        "javascript:alert(1)",
        " javascript://x",
        "//docs.example.com",
        "docs.example.com",
        "https://",
        "https://docs.example.com/my api",
        "https://docs.example.com\n",
        "a\nhttps://docs.example.com",
        "https://dócs.example.com",
      })
  void pagesOfAVendorAreWhatTheyAreInAManifest(String docs) {
    assertThat(fileTakes(docs)).isEqualTo(manifestTakes(docs));
  }

  @Test
  void pagesOfAVendorAreAnAddressOfTheWeb() {
    String pages = "https://docs.example.com/api";

    assertThat(read("base", withDocs(pages), Map.of()).part("vendor").text("docs"))
        .isEqualTo(pages);
    assertThat(problems("base", withDocs("javascript:alert(1)"), Map.of()))
        .singleElement()
        .hasToString(
            "line 15: vendor.docs: does not match the regex pattern ^https?://[!-~]+$; write an"
                + " address of at most 500 characters, e.g. https://docs.example.com/api");
  }

  private static String withDocs(String docs) {
    return BASE + "vendor: {docs: %s}\n".formatted(Json.of(docs));
  }

  private static boolean fileTakes(String docs) {
    try {
      read("base", withDocs(docs), Map.of());
      return true;
    } catch (BadConnectorException e) {
      return false;
    }
  }

  private static boolean manifestTakes(String docs) {
    Json.Obj connector =
        Json.EMPTY
            .with("id", Json.of("things"))
            .with("kind", Json.of("thing"))
            .with("summary", Json.of("Things"))
            .with("docs", Json.of(docs));
    Json.Obj manifest =
        Json.EMPTY
            .with("spi", Json.of("1.0"))
            .with("id", Json.of("base"))
            .with("version", Json.of("1.0.0"))
            .with("main", Json.of("a.B"))
            .with("summary", Json.of("Things"))
            .with("connectors", new Json.Arr(List.of(connector)));
    return new ManifestForm()
        .read(manifest, Map.of()).flaws().stream().noneMatch(flaw -> flaw.path().endsWith("docs"));
  }

  @Test
  void twoDocumentsAreNoFile() {
    assertThat(problems("base", BASE + "---\n" + BASE, Map.of()).getFirst().rule())
        .isEqualTo("must be one mapping");
    assertThat(problems("base", "", Map.of()).getFirst().rule()).isEqualTo("must be one mapping");
  }

  @Test
  void allThatIsWrongStandsInTheMessage() {
    String text = BASE.replace("format: 1", "format: 2").replace("GET /me", "me");

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> read("base", text, Map.of()))
        .withMessageContaining("base")
        .withMessageContaining("line 2")
        .withMessageContaining("line 9");
  }
}
