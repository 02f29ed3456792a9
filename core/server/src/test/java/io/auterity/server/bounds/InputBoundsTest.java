package io.auterity.server.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The table of all inputs in the guide, row by row: each says the bound that the code has, by what
 * it is, the setting that changes it, and what is refused with which code. A row that is added to
 * the table is added to {@link InputRows} as well.
 */
@Tag("postgresql")
class InputBoundsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final String HEADING = "## Every input and its bound";

  /** A row of the guide. */
  private record Described(String input, String bound, String by, String refusal) {

    long number() {
      Matcher number = NUMBER.matcher(bound);
      assertThat(number.find()).as(bound).isTrue();
      return Long.parseLong(number.group().replace(",", ""));
    }
  }

  private final Client client = server.newTenant();

  private static Map<String, Described> table() throws IOException {
    String page = Files.readString(Repository.root().resolve("docs/guide/security.md"));
    Map<String, Described> rows = new LinkedHashMap<>();
    for (String line : page.substring(page.indexOf(HEADING)).lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 6 && !cells[1].isBlank() && !cells[1].startsWith("-")) {
        Described row =
            new Described(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip());
        assertThat(rows.put(row.input(), row)).as("stands twice: " + row.input()).isNull();
      }
    }
    rows.remove("input");
    return rows;
  }

  @Test
  void noRowIsThereThatNothingChecksAndNothingIsCheckedThatIsNotThere() throws IOException {
    assertThat(table().keySet())
        .containsExactlyInAnyOrderElementsOf(
            InputRows.all(server, client).stream().map(InputRows.Row::input).toList());
  }

  @Test
  void whatAllTenantsShareHasABoundOfATenantBesides() throws IOException {
    Map<String, Described> table = table();

    List<String> shares =
        table.values().stream()
            .filter(row -> row.by().equals("server"))
            .map(row -> RowOwners.shareOf(row.input()))
            .filter(share -> !share.equals(RowOwners.NO_TENANT_YET))
            .toList();

    assertThat(shares)
        .allSatisfy(share -> assertThat(table).containsKey(share))
        .allSatisfy(share -> assertThat(RowOwners.of(share)).isEqualTo("tenant"));
  }

  @TestFactory
  Stream<DynamicTest> eachRowIsAsTheCodeIs() throws IOException {
    Map<String, Described> table = table();
    return InputRows.all(server, client).stream()
        .map(row -> DynamicTest.dynamicTest(row.input(), () -> check(row, table)));
  }

  private static void check(InputRows.Row row, Map<String, Described> table) throws Exception {
    Described described = Objects.requireNonNull(table.get(row.input()));

    assertThat(described.number()).isEqualTo(row.bound());
    assertThat(described.by()).isEqualTo(row.by());
    Matcher setting = WORD.matcher(described.bound());
    if (setting.find()) {
      assertThat(inForce(setting.group(1))).isEqualTo(row.bound());
    }
    if (row.beyond() != null) {
      assertThat(row.beyond().call().toString()).isEqualTo(described.refusal().replace("`", ""));
    }
  }

  private static long inForce(String setting) {
    Json at = new Binder().render(Settings.DEFAULT);
    for (String name : List.of(setting.split("\\.", -1))) {
      at = Objects.requireNonNull(((Json.Obj) at).get(name), setting);
    }
    return Long.parseLong(at.toString());
  }
}
