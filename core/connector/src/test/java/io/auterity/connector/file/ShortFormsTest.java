package io.auterity.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says once is said for each of its operations. */
class ShortFormsTest {

  private static final String HEAD =
      """
      plugin: base
      format: 1
      version: 1.0.0
      summary: Things
      config: {}
      servers: {api: {url: "https://vendor.example"}}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      """;

  private static ConnectorFile read(String more, String connector) {
    String text = HEAD + more + "connectors:\n  base:\n    kind: thing\n" + connector.indent(4);
    return new ConnectorFileReader(id -> null).read("base", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Json.Obj base(ConnectorFile file) {
    return (Json.Obj) Objects.requireNonNull(file.connectors().get("base"));
  }

  private static Json.Obj operation(String more, String said) {
    Json.Obj operations =
        ConnectorFile.object(
            base(read(more, "operations: {thing.put: " + said + "}")), "operations");
    return ConnectorFile.object(operations, "thing.put");
  }

  private static void assertRefused(String more, String connector, String problem) {
    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> read(more, connector))
        .withMessageContaining(problem);
  }

  @Test
  void operationsThatAreLackedForOneReasonShareIt() {
    Json.Obj none =
        ConnectorFile.object(
            base(read("", "operations: {}\nnone:\n  a.get, a.list: no As\n  b.get: no Bs\n")),
            "none");

    assertThat(none).hasToString("{\"a.get\":\"no As\",\"a.list\":\"no As\",\"b.get\":\"no Bs\"}");
  }

  @Test
  void anOperationIsLackedForOneReason() {
    assertRefused(
        "",
        "operations: {}\nnone: {\"a.get, a.list\": no As, a.get: none}",
        "gives a.get a second reason");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{request: GET /a} |",
        "{request: GET /a, note: not all} | partial",
        "{request: GET /a, note: all, support: full} | full",
        "{steps: [{id: a, request: GET /a}, {id: b, request: GET /b}]} | emulated",
        "{steps: [{id: a, request: GET /a}, {id: b, request: GET /b}], note: not all} | partial",
        "{steps: [{id: a, request: GET /a}, {id: a, request: GET /b}]} |",
        "{steps: [{id: a, each: '${[1]}', request: GET /a}]} | emulated"
      })
  void supportFollowsFromTheNoteAndTheCalls(String said, String support) {
    assertThat(operation("", said).text("support")).isEqualTo(support);
  }

  @Test
  void aDialectSaysWhereItsListsStand() {
    String paging = "paging: {whole: {style: whole, items: \"${body.data}\"}}\n";

    assertThat(operation(paging, "{request: GET /a, page: whole}").text("items"))
        .isEqualTo("${body.data}");
    assertThat(operation(paging, "{request: GET /a, page: whole, items: '${body}'}").text("items"))
        .isEqualTo("${body}");
    assertThat(operation(paging, "{request: GET /a}").get("items")).isNull();
  }

  @Test
  void aDialectSaysWhatIsToldOfItsLists() {
    String paging = "paging: {all: {style: whole, total: '${body.n}', truncated: '${body.cut}'}}\n";

    Json.Obj plain = operation(paging, "{request: GET /a, page: all}");
    Json.Obj own = operation(paging, "{request: GET /a, page: all, total: '${1}'}");
    Json.Obj dropping = operation(paging, "{request: GET /a, page: all, where: '${it.a}'}");

    assertThat(plain.text("total")).isEqualTo("${body.n}");
    assertThat(plain.text("truncated")).isEqualTo("${body.cut}");
    assertThat(own.text("total")).isEqualTo("${1}");
    assertThat(dropping.get("total")).isNull();
    assertThat(dropping.text("truncated")).isEqualTo("${body.cut}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{request: GET /a, result: box} | ${body.data}",
        "{request: GET /a, result: box, of: '${body}'} | ${body}",
        "{request: GET /a, result: {done: true}} |",
        "{request: GET /a, result: box, page: whole} |"
      })
  void aRecordByNameIsFoundWhereTheFileSays(String said, String of) {
    String more =
        "of: ${body.data}\nrecords: {box: {ref: \"${it.id}\"}}\npaging: {whole: {style: whole}}\n";

    assertThat(operation(more, said).text("of")).isEqualTo(of);
  }

  @Test
  void aDocumentHasTheFragmentsThatItSpreads() {
    String more =
        "graphql: /graphql\nfragments: {I: \"on Issue { id ...T }\", T: \"on Issue { title }\"}\n";
    String plain = "{ a { ... on Issue { id } } }";

    assertThat(operation(more, "{steps: [{id: a, graphql: '{ a { ...I } }'}]}").get("steps"))
        .hasToString(
            "[{\"id\":\"a\",\"graphql\":\"{ a { ...I } } fragment I on Issue { id ...T } fragment"
                + " T on Issue { title }\"}]");
    assertThat(operation("graphql: /graphql\n", "{graphql: '" + plain + "'}").text("graphql"))
        .isEqualTo(plain);
  }

  @Test
  void aFragmentIsThereAndIsSpread() {
    String more = "graphql: /graphql\nfragments: {Issue: \"on Issue { id }\"}\n";

    assertRefused(
        more, "operations: {a.get: {graphql: '{ a { ...Isue } }'}}", "did you mean 'Issue'");
    assertRefused(more, "operations: {a.get: {graphql: '{ a }'}}", "is spread nowhere");
  }
}
