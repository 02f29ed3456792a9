package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.OtherFields;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import io.auterity.spi.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a kind's records may hold, and that it comes back from JSON as it was. */
class ShapesTest {

  private final Shapes shapes = Shapes.ofInputs();
  private final Binder binder = new Binder();

  /** One field of every plain shape. */
  public record Plain(
      LocalDate day,
      Duration length,
      Instant at,
      Map<String, Integer> counts,
      Map<String, List<LocalDate>> days,
      @Nullable Content file,
      boolean flag,
      long number) {}

  /** What fields of an object are named by. */
  public enum Mood {
    @Description("How often")
    GOOD,
    BAD
  }

  public record Moods(Map<Mood, Integer> moods) {}

  public record Spread(String name, @OtherFields Map<Mood, Integer> counts) {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  public record Raw(byte[] bytes) {}

  public record Tree(String name, List<Tree> branches) {}

  /** A condition of conditions. */
  public sealed interface Condition {}

  public record Is(String field) implements Condition {}

  public record Not(Condition condition) implements Condition {}

  public record All(List<Condition> conditions, Map<String, Tree> trees) implements Condition {}

  public record Query(Condition condition) {}

  @Property
  void recordsComeBackAsTheyWere(@ForAll("plain") Plain value) {
    Json written = shapes.write(value, Plain.class);

    assertThat(again(written, Plain.class)).isEqualTo(value);
    assertThat(JsonSchema.of(shapes.schema(Plain.class)).check(written)).isEmpty();
  }

  @Property
  void bytesComeBackAsTheyWere(@ForAll byte[] bytes) {
    Json written = shapes.write(new Raw(bytes), Raw.class);

    assertThat(((Raw) again(written, Raw.class)).bytes()).isEqualTo(bytes);
  }

  @Property(tries = 200)
  void recordsThatHoldThemselvesComeBackAsTheyWere(@ForAll("queries") Query value) {
    Json written = shapes.write(value, Query.class);

    assertThat(again(written, Query.class)).isEqualTo(value);
    assertThat(JsonSchema.of(shapes.schema(Query.class)).check(written)).isEmpty();
  }

  @Provide
  Arbitrary<Plain> plain() {
    Arbitrary<LocalDate> days =
        Arbitraries.integers().between(-9999, 99_999).map(LocalDate.EPOCH::plusDays);
    Arbitrary<String> names = Arbitraries.strings().ofMaxLength(5);
    return Combinators.combine(
            days,
            Arbitraries.longs().between(0, 1L << 40).map(Duration::ofMillis),
            Arbitraries.longs().between(0, 1L << 40).map(Instant::ofEpochMilli),
            Arbitraries.maps(names, Arbitraries.integers()).ofMaxSize(3),
            Arbitraries.maps(names, days.list().ofMaxSize(3)).ofMaxSize(3),
            Arbitraries.bytes()
                .array(byte[].class)
                .map(bytes -> Content.of("image/png", bytes))
                .injectNull(0.3),
            Arbitraries.of(true, false),
            Arbitraries.longs())
        .as(Plain::new);
  }

  @Provide
  Arbitrary<Query> queries() {
    return conditions(3).map(Query::new);
  }

  private static Arbitrary<Condition> conditions(int depth) {
    Arbitrary<Condition> plain = Arbitraries.strings().ofMaxLength(3).map(Is::new);
    if (depth == 0) {
      return plain;
    }
    Arbitrary<Condition> inner = conditions(depth - 1);
    Arbitrary<Tree> trees =
        Arbitraries.strings()
            .ofMaxLength(2)
            .map(name -> new Tree(name, List.of(new Tree("", List.of()))));
    return Arbitraries.oneOf(
        plain,
        inner.map(Not::new),
        Combinators.combine(
                inner.list().ofMaxSize(3),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(2), trees).ofMaxSize(2))
            .as(All::new));
  }

  @Test
  void aMapByAnEnumMayBeTheOtherFields() {
    Json said = json("{'name': 'a', 'bad': 2}");
    Spread value = new Spread("a", Map.of(Mood.BAD, 2));

    assertThat(again(said, Spread.class)).isEqualTo(value);
    assertThat(shapes.write(value, Spread.class)).isEqualTo(said);
    assertThat(shapes.schema(Spread.class))
        .hasToString(
            """
            {"type":"object","properties":{"name":{"type":"string"},\
            "good":{"type":"integer","description":"How often"},\
            "bad":{"type":"integer"}},\
            "required":["name"],"additionalProperties":false}""");
    assertThatThrownBy(() -> again(json("{'name': 'a', 'sad': 1, 'good': 'x'}"), Spread.class))
        .hasMessageContaining("sad: no such field")
        .hasMessageContaining("good: must be an integer");
  }

  /** Lists, maps and texts of limited size. */
  public record Limited(
      @TextForm(least = 1, most = 3) String name,
      @Size(least = 1, most = 2, distinct = true) @TextForm(most = 2) List<String> words,
      @Size(most = 1) @TextForm(most = 2) Map<String, String> labels,
      int do_) {}

  @Test
  void sizesStandInTheSchemaAndAreChecked() {
    Json fits = json("{'name': 'abc', 'words': ['a', 'bc'], 'labels': {'long': 'xy'}, 'do': 5.0}");
    Json wrong =
        json("{'name': 'abcd', 'words': ['a', 'a', 'bcd'], 'labels': {'a': '', 'b': 'xyz'}}");
    JsonSchema schema = JsonSchema.of(shapes.schema(Limited.class));

    assertThat(shapes.read(fits, Limited.class, "it"))
        .isEqualTo(new Limited("abc", List.of("a", "bc"), Map.of("long", "xy"), 5));
    assertThat(schema.check(fits)).isEmpty();
    assertThatThrownBy(() -> shapes.read(wrong, Limited.class, "it"))
        .hasMessageContaining("name: must have 3 characters at most")
        .hasMessageContaining("words: must hold 2 at most")
        .hasMessageContaining("words[2]: must have 2 characters at most")
        .hasMessageContaining("labels: must hold 1 at most")
        .hasMessageContaining("labels.b: must have 2 characters at most");
    assertThat(schema.check(wrong))
        .extracting(Problem::path)
        .contains("name", "words", "words[2]", "labels", "labels.b", "do");
    assertLimited("'a', 'a'", "words: must hold nothing twice");
    assertLimited("", "words: must hold 1 at least");
  }

  private void assertLimited(String words, String problem) {
    Json said = json("{'name': 'a', 'words': [%s], 'labels': {}, 'do': 1}".formatted(words));

    assertThatThrownBy(() -> shapes.read(said, Limited.class, "it")).hasMessageContaining(problem);
    assertThat(JsonSchema.of(shapes.schema(Limited.class)).check(said)).hasSize(1);
  }

  @Test
  void aTypeThatHoldsItselfIsDefinedOnce() {
    assertThat(shapes.schema(Tree.class))
        .hasToString(
            """
            {"type":"object","properties":{"name":{"type":"string"},"branches":{"type":"array",\
            "items":{"$ref":"#/$defs/Tree"}}},"required":["name","branches"],\
            "additionalProperties":false,"$defs":{"Tree":{"type":"object","properties":{"name":\
            {"type":"string"},"branches":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},\
            "required":["name","branches"],"additionalProperties":false}}}\
            """);
    assertThat(shapes.schema(Query.class).get("$defs"))
        .isInstanceOfSatisfying(
            Json.Obj.class,
            defined -> assertThat(defined.fields()).containsOnlyKeys("Condition", "Tree"));
    assertThat(shapes.schema(Plain.class).get("$defs")).isNull();
  }

  @Test
  void aValueHoldsItsOwnTypeSoManyTimesAndNoMore() {
    String deepest = "{'name':'','branches':[".repeat(33) + "]}".repeat(33);

    assertThat(again(json(deepest), Tree.class)).isInstanceOf(Tree.class);
    assertThatThrownBy(() -> again(json("{'name':'','branches':[" + deepest + "]}"), Tree.class))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("branches[0]: must not hold itself more than 32 times");
  }

  @Test
  void saysWhatADateAndBytesLookLike() {
    assertRefused("{'day':'20.11.2026'}", Map.of("day", "a date, e.g. 2026-11-20"));
    assertRefused("{'length':'5 s'}", Map.of("length", "a duration, e.g. PT1.5S"));
    assertRefused("{'counts':{'a':'b'}}", Map.of("counts.a", "an integer of 32 bits"));
    assertThatThrownBy(() -> again(json("{'bytes':'A*'}"), Raw.class))
        .hasMessageContaining("bytes: must be base64");
    assertThatThrownBy(() -> again(json("{'bytes':7}"), Raw.class))
        .hasMessageContaining("bytes: must be a text in base64; found the integer 7");
  }

  @Test
  void fieldsMayBeNamedByAnEnum() {
    Moods moods = new Moods(Map.of(Mood.GOOD, 2));

    Json written = shapes.write(moods, Moods.class);

    assertThat(written).isEqualTo(json("{'moods':{'good':2}}"));
    assertThat(again(written, Moods.class)).isEqualTo(moods);
    assertThat(JsonSchema.of(shapes.schema(Moods.class)).check(json("{'moods':{'fair':1}}")))
        .isNotEmpty();
    assertThatThrownBy(() -> again(json("{'moods':{'fair':1}}"), Moods.class))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().fields()).containsKey("moods.fair"));
  }

  @Test
  void refusesTypesThatHaveNoJson() {
    record Local(StringBuilder text) {}
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shapes.schema(Local.class))
        .withMessageContaining("cannot hold java.lang.StringBuilder");
  }

  private void assertRefused(String text, Map<String, String> expected) {
    assertThatThrownBy(() -> again(json(text), Plain.class))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e ->
                expected.forEach(
                    (path, rule) ->
                        assertThat(e.failure().fields().get(path)).startsWith("must be " + rule)));
  }

  /** Read from text, so that nothing but JSON comes between. */
  private Object again(Json json, Class<?> type) {
    return binder.read(json(json.toString()), type, "test");
  }

  private static Json json(String text) {
    String quoted = text.startsWith("{'") ? text.replace('\'', '"') : text;
    return new JsonReader(1_000_000).read(quoted.getBytes(StandardCharsets.UTF_8));
  }
}
