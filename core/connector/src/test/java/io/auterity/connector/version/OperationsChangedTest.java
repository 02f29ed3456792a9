package io.auterity.connector.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.ExampleFile;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operations a version carries out otherwise, by what they are once all is written out. */
class OperationsChangedTest {

  private static final String FILE =
      """
      plugin: example
      format: 1
      version: 1.0.0
      summary: Things
      config: {url: {type: string}}
      servers:
        api: {url: "${config.url}/api"}
        files: {url: "${config.url}/files"}
      headers: {accept: application/json}
      graphql: /graphql
      auth: [{kind: bearer}]
      check: {request: GET /me}
      paging: {pages: {style: page, at: page, size: limit, most: 50}}
      errors: {message: "${body.message}"}
      limits: {exhausted: "${status == 403}", reset: x-reset, resetAs: epoch}
      ids: {box: "{room}/{number}", place: "{house}/{floor}"}
      tables: {size: {s: small, l: large}, colour: {r: red}}
      records:
        thing: {ref: "${it.id}", name: "${it.name}", note: "${tables.size[it.size]}"}
      fragments: {parts: "on Box { id }"}
      connectors:
        example:
          kind: thing
          operations:
            thing.put:
              request: POST /boxes/{box.number}
              body: {name: "${input.name}"}
              result: thing
            thing.list:
              note: in no order
              let: {where: {of: "${input.name}", as: place}}
              request: GET /things/{where.floor}
              server: files
              page: pages
              items: ${body}
              result: {ref: "${it.id}", name: "${tables.colour[it.name]}"}
          extensions:
            box.open:
              summary: Open a box
              input: {type: object, additionalProperties: false, properties: {}}
              result: {type: object, additionalProperties: false, properties: {}}
              effect: none
              operation: {graphql: "query { box { ...parts } }", result: {}}
      """;

  private static final String PUT = "example.thing.put";
  private static final String LIST = "example.thing.list";
  private static final String OPEN = "example.box.open";

  @TempDir Path plugins;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          POST /boxes                  | POST /chests               | example.thing.put
          "${input.name}"}             | "${input.name + '!'}"}     | example.thing.put
          name: "${it.name}", note     | name: "${it.title}", note  | example.thing.put
          {s: small, l: large}         | {s: tiny, l: large}        | example.thing.put
          {r: red}                     | {r: rose}                  | example.thing.list
          {room}/{number}              | {room}#{number}            | example.thing.put
          {house}/{floor}              | {house}#{floor}            | example.thing.list
          most: 50                     | most: 20                   | example.thing.list
          items: ${body}               | items: ${body.all}         | example.thing.list
          config.url}/files            | config.url}/blobs          | example.thing.list
          on Box { id }                | on Box { id name }         | example.box.open
          graphql: /graphql            | graphql: /query            | example.box.open
          """)
  void thoseAreToldThatAskOrReadOtherwise(String before, String after, String operation) {
    assertThat(FILE).contains(before);

    assertThat(changed(FILE, FILE.replace(before, after))).containsExactly(operation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          accept: application/json     | accept: text/json
          ${body.message}              | ${body.error}
          status == 403                | status == 429
          reset: x-reset               | reset: x-wait
          resetAs: epoch               | resetAs: seconds
          """)
  void whatAllShareIsOfAll(String before, String after) {
    assertThat(changed(FILE, FILE.replace(before, after))).containsExactly(OPEN, LIST, PUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          version: 1.0.0               | version: 1.1.0
          summary: Things              | summary: All the things
          in no order                  | in the order of names
          Open a box                   | Opens a box
          GET /me                      | GET /you
          pages                        | slices
          [{kind: bearer}]             | [{kind: basic}]
          {s: small, l: large}         | {l: large, s: small}
          ref: "${it.id}", name: "${it.name}", | name: "${it.name}", ref: "${it.id}",
          result: thing                | result: {note: "${tables.size[it.size]}", ref: "${it.id}", name: "${it.name}"}
          """)
  void whatLeavesThemAsTheyAreIsNotTold(String before, String after) {
    assertThat(FILE).contains(before);

    assertThat(changed(FILE, FILE.replace(before, after))).isEmpty();
  }

  @Test
  void thoseThatComeOrGoAreToldAsThat() {
    String without = FILE.substring(0, FILE.indexOf("    extensions:"));

    ConnectorDiff gone = diff(FILE, without.replace("fragments:", "samples:"));

    assertThat(gone.operationsLost()).containsExactly(OPEN);
    assertThat(gone.operationsChanged()).isEmpty();
  }

  @Test
  void oneThatIsLikeAnotherIsWhatItMakesOfIt() throws IOException {
    String like =
        """
        plugin: other
        like: example
        connectors: {other: {like: example}, example: null}
        """;
    Files.writeString(plugins.resolve("example.yaml"), FILE);
    List<ConnectorForm> before = forms("other", like);
    Files.writeString(plugins.resolve("example.yaml"), FILE.replace("GET /things", "GET /items"));
    List<ConnectorForm> after = forms("other", like);

    assertThat(ConnectorDiff.of(before, after).operationsChanged())
        .containsExactly("other.thing.list");
  }

  private List<String> changed(String before, String after) {
    return diff(before, after).operationsChanged();
  }

  private ConnectorDiff diff(String before, String after) {
    return ConnectorDiff.of(forms("example", before), forms("example", after));
  }

  private List<ConnectorForm> forms(String plugin, String text) {
    Binder binder = new Binder();
    ConnectorFolder folder =
        new ConnectorFolder(
            Catalogue.of(binder, List.of(ExampleFile.Things.class)),
            binder,
            new CompositeMeterRegistry());
    return ConnectorForm.of(folder.check(plugins, plugin, text.getBytes(StandardCharsets.UTF_8)));
  }
}
