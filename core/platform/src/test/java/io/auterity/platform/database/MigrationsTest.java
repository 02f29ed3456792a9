package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.database.store.RetentionStatements;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class MigrationsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  /** What databases out there have been made by: version and checksum, for ever. */
  private static final Map<String, Integer> FROZEN =
      Map.ofEntries(
          Map.entry("1", 199479653),
          Map.entry("2", 1895643594),
          Map.entry("3", 2065625849),
          Map.entry("4", -989898059),
          Map.entry("5", -2110102419),
          Map.entry("6", -585735103),
          Map.entry("7", 978622484),
          Map.entry("8", -1724475471),
          Map.entry("9", 244708289),
          Map.entry("10", -303909225),
          Map.entry("11", -2111129652),
          Map.entry("12", 1652913011),
          Map.entry("13", -1025506075),
          Map.entry("14", 263625242),
          Map.entry("15", 25639405),
          Map.entry("16", -922072081),
          Map.entry("17", 178444292),
          Map.entry("18", -410696801),
          Map.entry("19", -2086501575),
          Map.entry("20", 1716910048),
          Map.entry("21", -732991168),
          Map.entry("22", -1349576605),
          Map.entry("23", -1637086927),
          Map.entry("24", 1958380950),
          Map.entry("25", 470339648),
          Map.entry("26", -1492620446),
          Map.entry("27", -1488937898),
          Map.entry("28", 1076032364),
          Map.entry("29", 2099829122),
          Map.entry("30", -961577748),
          Map.entry("31", -1610033569),
          Map.entry("32", 980401614),
          Map.entry("33", 1016108961),
          Map.entry("34", -87668046),
          Map.entry("35", -2012433506),
          Map.entry("36", -1192390373),
          Map.entry("37", 446783361),
          Map.entry("38", 935637701),
          Map.entry("39", 59247157),
          Map.entry("40", 713648110),
          Map.entry("41", 307185963),
          Map.entry("42", -2109770273),
          Map.entry("43", 1185981039),
          Map.entry("44", 145303763),
          Map.entry("45", 143948891),
          Map.entry("46", -1966547680),
          Map.entry("47", 1020739359),
          Map.entry("48", 1887891636),
          Map.entry("49", 1696403535),
          Map.entry("50", -1146474685),
          Map.entry("51", -729877065),
          Map.entry("52", -204144790),
          Map.entry("53", -1488750817),
          Map.entry("54", -1063871128),
          Map.entry("55", -1923665100),
          Map.entry("56", -403676252),
          Map.entry("57", -83574972),
          Map.entry("58", -2081874422),
          Map.entry("59", 408776118),
          Map.entry("60", 1154436344),
          Map.entry("61", -2051030982),
          Map.entry("62", -1291660234),
          Map.entry("63", 1454328755),
          Map.entry("64", -1796320200),
          Map.entry("65", -1771692819),
          Map.entry("66", 1867536203),
          Map.entry("67", 19519449),
          Map.entry("68", 458829799),
          Map.entry("69", 826198163),
          Map.entry("70", -594482296),
          Map.entry("71", 62315841),
          Map.entry("72", 44028167),
          Map.entry("73", 551803297),
          Map.entry("74", 330671163),
          Map.entry("75", 1073963895),
          Map.entry("76", 1955389135),
          Map.entry("77", 395417093),
          Map.entry("78", -2006876184),
          Map.entry("79", -1467028910),
          Map.entry("80", -254338587),
          Map.entry("81", -638210782),
          Map.entry("82", -1779259213),
          Map.entry("83", 2024080533),
          Map.entry("84", -422589675),
          Map.entry("85", 1437370016),
          Map.entry("86", -947624060),
          Map.entry("87", 950750339),
          Map.entry("88", -10012587));

  @Test
  void migrationsOnlyGoForward() throws IOException {
    assertThat(MigrationFiles.of(MigrationsTest.class.getClassLoader()).checksums())
        .as(
            """
            Databases have been made by these migrations, so none of them may change, not even a comment.
            To change a table, write the next one, core/platform/src/main/resources/db/migration/V%d__name.sql,
            and freeze it here with the commit that brings it: %s\
            """
                .formatted(FROZEN.size() + 1, fresh()))
        .containsExactlyInAnyOrderEntriesOf(FROZEN);
  }

  /** What is to be added here. */
  private static String fresh() throws IOException {
    return MigrationFiles.of(MigrationsTest.class.getClassLoader()).checksums().entrySet().stream()
        .filter(entry -> !FROZEN.containsKey(entry.getKey()))
        .map(entry -> "Map.entry(\"%s\", %d)".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void numbersOfMigrationsHaveNoGap() {
    assertThat(FROZEN.keySet().stream().map(Integer::valueOf).sorted().toList())
        .as("a database that has a later one takes none of a lower number any more")
        .isEqualTo(IntStream.rangeClosed(1, FROZEN.size()).boxed().toList());
  }

  @Test
  void aMigratedDatabaseIsKnownAsCurrent() {
    assertThat(Migrations.isCurrent(db.logins().owner())).isTrue();
  }

  @Test
  void aChangedMigrationIsRefused() {
    try (TestDatabase changed = TestDatabase.create()) {
      asOwner(changed, "update flyway_schema_history set checksum = 1 where version = '1'");

      assertThat(Migrations.isCurrent(changed.logins().owner())).isFalse();
      assertThatThrownBy(() -> Migrations.run(changed.logins().owner()))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("made by another build (its migration 1 'schema'")
          .hasMessageContaining("start the build that made it");
    }
  }

  @Test
  void aDatabaseFromBeforeTheFirstVersionIsRefused() {
    try (TestDatabase early = TestDatabase.create()) {
      asOwner(
          early,
          """
          delete from flyway_schema_history where installed_rank > 1;
          update flyway_schema_history
          set description = 'platform', script = 'V1__platform.sql', checksum = -889989406;
          insert into flyway_schema_history
          select number, number, 'of before', type, 'V' || number || '__of_before.sql', number,
                 installed_by, installed_on, execution_time, success
          from flyway_schema_history, (values (2), (3), (5), (8)) early (number);
          """);

      assertThatThrownBy(() -> Migrations.run(early.logins().owner()))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("its migration 1 'platform'")
          .hasMessageContaining("before the first version")
          .hasMessageContaining("begin with an empty database");
    }
  }

  @Test
  void runningThemAgainChangesNothing() {
    assertThatCode(() -> Migrations.run(db.logins().owner())).doesNotThrowAnyException();
  }

  @Test
  void aNewerSchemaRefusesTheStart() {
    try (TestDatabase newer = TestDatabase.create()) {
      asOwner(
          newer,
          """
          insert into flyway_schema_history
          select 999, '999', 'from the future', type, 'V999__from_the_future.sql', checksum,
                 installed_by, installed_on, execution_time, success
          from flyway_schema_history where installed_rank = 1
          """);

      assertThatThrownBy(() -> Migrations.run(newer.logins().owner()))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("written by a newer version")
          .hasMessageContaining("999 'from the future'");
    }
  }

  @Test
  void dayPartitionsComeAheadAndGoAfterTheirRetention() throws SQLException {
    try (TestDatabase fresh = TestDatabase.create()) {
      asOwner(
          fresh,
          """
          delete from day_partitioned;
          create table sample (born date not null) partition by range (born);
          select keep_by_day('sample', 'decisions');
          """);
      LocalDate day = LocalDate.of(2035, 6, 1);

      assertThat(create(fresh, day)).isEqualTo(9);
      assertThat(create(fresh, day)).isZero();
      assertThat(count(fresh, "sample_20350608")).isEqualTo(1);

      dropBefore(fresh, day.minusDays(1));
      assertThat(count(fresh, "sample_20350531")).isEqualTo(1);

      assertThat(dropBefore(fresh, day)).isEqualTo(1);
      assertThat(count(fresh, "sample_20350531")).isZero();
      assertThat(count(fresh, "sample_20350601")).isEqualTo(1);
    }
  }

  private static int create(TestDatabase database, LocalDate today) {
    return partitions(database, RetentionStatements.CREATE_DAY_PARTITIONS, "today", today);
  }

  private static int dropBefore(TestDatabase database, LocalDate day) {
    return partitions(database, RetentionStatements.DROP_DECISION_DAYS, "before", day);
  }

  private static int partitions(
      TestDatabase database, EngineStatement statement, String name, LocalDate day) {
    return database
        .database()
        .asEngine(
            EngineJob.PARTITIONS,
            tx -> tx.query(statement).bind(name, day).mapTo(Integer.class).one());
  }

  private static int count(TestDatabase database, String table) throws SQLException {
    try (Connection connection = database.logins().owner().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_class where relname = '" + table + "'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void asOwner(TestDatabase database, String sql) {
    try (Connection connection = database.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
