package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.ExampleFile.ThingQuery;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What vendors leave out of their replies is counted, field by field. */
class AbsentFieldsTest {

  private static final String RECORDS =
      """
      records:
        thing: {ref: "${it.id}", name: "${it.name}", note: "${it.note}"}
      """;
  private static final String WHOLE = "{\"id\": \"1\", \"name\": \"one\", \"note\": \"a\"}";
  private static final String WITHOUT_NOTE = "{\"id\": \"2\", \"name\": \"two\"}";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AbsentFields fields = new AbsentFields(meters);

  private static String put(String operation) {
    return ExampleFile.putting(operation, RECORDS);
  }

  private static String list() {
    return ExampleFile.listing(
            "request: GET /things\npage: pages\nwhere: ${it.name != it.gone}\nresult: thing",
            "{style: whole}")
        .replace("\nconnectors:", "\n" + RECORDS + "connectors:");
  }

  private ThingVendor vendor(String file, String... replies) {
    return new ThingVendor(
        fields,
        file,
        List.of(replies).stream()
            .map(reply -> ScriptedReply.of(200, reply))
            .toArray(ScriptedReply[]::new));
  }

  private void put(ThingVendor vendor) {
    vendor.things.put(NewThing.named("x"), vendor.put());
  }

  private Map<String, Double> counts() {
    Map<String, Double> counts = new TreeMap<>();
    for (Counter counter : meters.find("auterity.connector.fields.absent").counters()) {
      counts.put(
          "%s %s %s"
              .formatted(
                  counter.getId().getTag("connector"),
                  counter.getId().getTag("operation"),
                  counter.getId().getTag("field")),
          counter.count());
    }
    return counts;
  }

  @Test
  void aReplyThatLacksAFieldRaisesItsCountAndAnotherDoesNot() {
    ThingVendor vendor =
        vendor(put("request: GET /things\nresult: thing"), WHOLE, WITHOUT_NOTE, WITHOUT_NOTE);

    put(vendor);
    assertThat(counts()).isEmpty();
    put(vendor);
    put(vendor);

    assertThat(counts()).containsExactly(Map.entry("example thing.put records.thing.note", 2.0));
  }

  @Test
  void aListRaisesItOncePerRecordThatIsMade() {
    String file = list().replace("where: ${it.name != it.gone}", "where: ${it.name != 'three'}");
    ThingVendor vendor =
        vendor(
            file,
            "[%s, %s, %s, %s]"
                .formatted(
                    WHOLE, WITHOUT_NOTE, WITHOUT_NOTE, WITHOUT_NOTE.replace("two", "three")));

    vendor.things.list(new ThingQuery(null, null, null), vendor.list());

    assertThat(counts()).containsExactly(Map.entry("example thing.list records.thing.note", 2.0));
  }

  @Test
  void whatChoosesRecordsIsNoField() {
    ThingVendor vendor = vendor(list(), "[%s]".formatted(WHOLE));

    vendor.things.list(new ThingQuery(null, null, null), vendor.list());

    assertThat(counts()).isEmpty();
  }

  @Test
  void aFieldThatMustBeThereIsCountedWhereTheCallFails() {
    ThingVendor vendor = vendor(put("request: GET /things\nresult: thing"), "{\"id\": \"1\"}");

    Failures.expect(FailureCode.UNAVAILABLE, () -> put(vendor));

    assertThat(counts())
        .containsOnlyKeys(
            "example thing.put records.thing.name", "example thing.put records.thing.note");
  }

  @Test
  void whatTheCallerOrTheFileLeavesOutIsNotCounted() {
    ThingVendor vendor =
        vendor(
            put(
                """
                let: {own: {of: "${input.note}"}}
                request: GET /things
                query: {note: "${input.note}"}
                result: {ref: "${it.id}", name: "${it.name}", note: "${own}"}
                """),
            WHOLE);
    ThingVendor meant =
        vendor(
            put(
                "request: GET /things\nresult: {ref: \"${it.id}\", name: \"${it.name}\", note:"
                    + " \"${absent}\"}"),
            WHOLE);

    put(vendor);
    put(meant);

    assertThat(counts()).isEmpty();
  }

  @Test
  void anOperationsOwnResultIsNamedInsideOfIt() {
    ThingVendor vendor =
        vendor(
            put("request: GET /things\nresult: {ref: \"${it.id}\", name: \"${it.name}\", note:"
                    + " \"${it.note}${tables.level[it.level]}\"}")
                .replace("records:", "tables: {level: {hi: high}}\nrecords:"),
            WHOLE.replace("}", ", \"level\": \"new\"}"));

    put(vendor);

    assertThat(counts()).containsExactly(Map.entry("example thing.put result.note", 1.0));
  }

  @Test
  void beyondItsRoomFieldsAreCountedTogether() {
    AbsentFields two = new AbsentFields(meters, 1);
    ThingVendor vendor =
        new ThingVendor(
            two,
            put(
                "request: GET /things\n"
                    + "result: {ref: \"${it.id}\", name: \"${it.a}\", note: \"${it.b}\"}"),
            ScriptedReply.of(200, "{\"id\": \"1\"}"),
            ScriptedReply.of(200, "{\"id\": \"1\"}"));

    Failures.expect(FailureCode.UNAVAILABLE, () -> put(vendor));
    Failures.expect(FailureCode.UNAVAILABLE, () -> put(vendor));

    assertThat(counts())
        .containsExactly(
            Map.entry("example thing.put result.name", 2.0), Map.entry("other other other", 2.0));
  }
}
