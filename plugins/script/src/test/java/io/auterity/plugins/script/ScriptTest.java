package io.auterity.plugins.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptResult;
import io.auterity.spi.script.ScriptRun;
import io.auterity.spi.script.Scripting;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may do, and what becomes of those that do more. */
class ScriptTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ScriptPlugin PLUGIN =
      new ScriptPlugin(UnpackedCommand.endingAfter(Duration.ofSeconds(30)));
  private static final FakeProvider PROVIDER =
      new FakeProvider("scripts", ManifestFileReader.of(ScriptPlugin.class));
  private static final Scripting SCRIPTS =
      (Scripting) PLUGIN.connectors().getFirst().open(PROVIDER);

  @AfterAll
  static void end() {
    PLUGIN.stop();
  }

  private static ScriptResult run(String code, Json input, Duration timeout) {
    return SCRIPTS.runCode(
        new ScriptRun(code, input, timeout), FakeCall.of("script.code.run", PROVIDER));
  }

  private static Json value(String code) {
    return run(code, Json.NULL, LONG).value();
  }

  private static Failure failure(String code, Json input, Duration timeout) {
    try {
      ScriptResult result = run(code, input, timeout);
      throw new AssertionError("it returned " + result);
    } catch (CallFailedException e) {
      return e.failure();
    }
  }

  private static Failure failure(String code) {
    return failure(code, Json.NULL, LONG);
  }

  @Test
  void waitsForAnAsyncFunction() {
    assertThat(
            value(
                """
                const later = async x => x * 2;
                export default async () => (await Promise.all([1, 2].map(later))).concat(await 3);
                """))
        .isEqualTo(Json.array(List.of(Json.of(2), Json.of(4), Json.of(3))));
  }

  @Test
  void takesNothingForNullAndLeavesFieldsOutThatAreUndefined() {
    assertThat(value("export default () => {}")).isEqualTo(Json.NULL);
    assertThat(value("export default () => ({a: 1, b: undefined})"))
        .isEqualTo(new Json.Obj(Map.of("a", Json.of(1))));
  }

  // JSON.stringify would lose each of them in silence, or fail without a place.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NaN                        | the value is NaN, which JSON has not
          ({rows: [{n: 1 / 0}]})     | the value.rows[0].n is Infinity
          ({n: 10n})                 | the value.n is a BigInt: return Number(it) or String(it)
          [Promise.resolve(1)]       | the value[0] is a promise: await it
          new Map([['a', 1]])        | the value is a Map: return Object.fromEntries(it)
          ({tags: new Set(['a'])})   | the value.tags is a Set: return [...it]
          ({f: () => 1})             | the value.f is a function
          ({at: new Date('?')})      | the value.at is a Date of no time
          ({e: new Error('no')})     | the value.e is an Error: throw it
          new Uint8Array(2)          | the value is an array of bytes or numbers
          """)
  void refusesValuesThatJsonHasNot(String expression, String message) {
    Failure failure = failure("export default () => (%s)".formatted(expression));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).startsWith(message);
  }

  // n8n 2606, 33322: dates arrived as empty objects at the steps after.
  @Test
  void countsDatesInUtcAndWritesThemAsIso() {
    assertThat(value("export default () => new Date(2026, 2, 29, 2, 30)"))
        .isEqualTo(Json.of("2026-03-29T02:30:00.000Z"));
    assertThat(
            value(
                "export default () => new Date(0).toLocaleTimeString('de-DE', {timeZone:"
                    + " 'Europe/Berlin'})"))
        .isEqualTo(Json.of("01:00:00"));
  }

  @Test
  void writesDatesWithinListsAsTexts() {
    assertThat(value("export default () => [{at: [new Date(0)]}]").toString())
        .isEqualTo("[{\"at\":[\"1970-01-01T00:00:00.000Z\"]}]");
  }

  // n8n 7391: a list of 7,000 items ended the server.
  @Test
  void takesAndGivesThousandsOfItems() {
    Json items =
        Json.array(
            IntStream.range(0, 7_000)
                .mapToObj(
                    i ->
                        new Json.Obj(
                            Map.of("n", Json.of(i), "at", Json.of("2023-10-07T00:00:00+0000"))))
                .toList());
    Json result =
        run("export default items => items.map(i => ({...i, n: i.n + 1}))", items, LONG).value();

    assertThat(result)
        .isInstanceOfSatisfying(Json.Arr.class, a -> assertThat(a.items()).hasSize(7_000));
    assertThat(((Json.Obj) ((Json.Arr) result).items().getLast()).get("n"))
        .isEqualTo(Json.of(7_000));
  }

  @Test
  void refusesAnIntegerThatJavaScriptWouldRound() {
    Json input = new Json.Obj(Map.of("ids", Json.array(List.of(Json.of(9_007_199_254_740_993L)))));
    Failure failure = failure("export default x => x", input, LONG);

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message())
        .isEqualTo(
            "input.ids[0] is 9007199254740993, which JavaScript would round; give it as a text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java", "Packages", "Polyglot", "Graal", "load", "loadWithNewGlobal", "print", "read",
        "readFully", "quit", "fetch", "XMLHttpRequest", "WebSocket", "require", "process", "Deno",
        "setTimeout", "Worker"
      })
  void hasNothingThatReachesOut(String name) {
    assertThat(value("export default () => typeof globalThis['%s']".formatted(name)))
        .isEqualTo(Json.of("undefined"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "fs", "https://example.org/x.js", "./frame.js"})
  void importsNothing(String module) {
    Failure ofImport = failure("import x from '%s';\nexport default () => 1".formatted(module));
    Failure later =
        failure("export default async () => (await import('%s')).default".formatted(module));

    assertThat(List.of(ofImport.code(), later.code())).containsOnly(FailureCode.INVALID);
  }

  @Test
  void startsEachScriptAnew() {
    value("export default () => { globalThis.kept = 1; Array.prototype.map = null; }");

    assertThat(value("export default () => [typeof kept].map(x => x)"))
        .isEqualTo(Json.array(List.of(Json.of("undefined"))));
  }

  @Test
  void tellsWhatIsWrongWithAScript() {
    assertThat(failure("export const x = 1").message()).contains("write export default");
    assertThat(failure("export default 5").message()).contains("write export default");
    assertThat(failure("\nexport defalt () => 1").message()).contains("SyntaxError").contains("2:");
    assertThat(failure("throw new Error('at the top')").message())
        .isEqualTo("line 1: Error: at the top");
    assertThat(failure("export default async () => {\n throw new RangeError('late') }").message())
        .isEqualTo("line 2: RangeError: late");
    assertThat(failure("export default () => { throw {code: 5} }").message()).contains("code: 5");
    assertThat(failure("export default function f() { return f() }").message())
        .contains("RangeError");
  }

  @Test
  void tellsOfAFailureWhatTheScriptWrote() {
    Failure failure = failure("export default () => { console.log('so far'); null.x }");

    assertThat(failure.fields().get("log")).isEqualTo("so far\n");
  }

  @Test
  void keepsTheBeginningOfALongLog() {
    String log =
        run(
                "export default () => { for (let i = 0; i < 9999; i++) console.log('line €', i) }",
                Json.NULL,
                LONG)
            .log();

    assertThat(log).startsWith("line € 0\n").endsWith("… the rest was left out\n");
    assertThat(String.valueOf(log).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(65_537);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(failure("export default () => 'x'.repeat(1 << 20)").code())
        .isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure("export default () => '€'.repeat(400_000)").code())
        .isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure("export default x => 1", Json.of("x".repeat(1 << 20)), LONG).message())
        .contains("1048578 bytes, at most 1 MiB");
  }

  @Test
  void endsWhatTakesAllMemory() {
    String code =
        "export default () => { const all = []; while (true) all.push(Array(9999).fill(all.length)) }";

    Failure failure = failure(code);

    assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
    assertThat(failure.message()).contains("96 MiB");
    assertThat(value("export default () => 'the next one runs'"))
        .isEqualTo(Json.of("the next one runs"));
  }

  // These lie outside of the heap.
  @Test
  void endsWhatTakesAllMemoryThatBuffersShare() {
    String code =
        "export default () => { const a = []; for (;;) a.push(new SharedArrayBuffer(1 << 20)) }";

    assertThat(failure(code).code()).isIn(FailureCode.INVALID, FailureCode.TOO_LARGE);
  }

  @Test
  void endsAtOnceWhatWaitsForAPromiseThatNothingSettles() {
    assertThat(failure("export default () => new Promise(() => {})").message())
        .contains("a promise that nothing settles");
    assertThat(failure("const x = await new Promise(() => {}); export default () => x").code())
        .isEqualTo(FailureCode.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default () => { for (;;) {} }",
        "for (;;) {} export default () => 1",
        "export default async () => { for (;;) await null }",
        "const again = () => Promise.resolve().then(again); export default again",
        "export default () => /^(([a-z])+.)+[A-Z]([a-z])+\\1$/.test('a'.repeat(60))",
        "export default () => ({toJSON() { for (;;) {} }})"
      })
  void endsWhatNeverEnds(String code) {
    Failure failure = failure(code, Json.NULL, Duration.ofMillis(400));

    assertThat(failure.code()).isEqualTo(FailureCode.TIMEOUT);
    assertThat(failure.fields()).containsKey(Failure.ANSWER);
  }

  @Test
  void outlivesDeepRegularExpressionsAndValues() {
    String deep = "'('.repeat(100_000) + ')'.repeat(100_000)";
    assertThat(failure("export default () => new RegExp(%s).test('x')".formatted(deep)).code())
        .isIn(FailureCode.INVALID, FailureCode.TOO_LARGE);
    assertThat(
            failure(
                    "export default () => { let a = []; for (let i = 0; i < 1e5; i++) a = [a];"
                        + " return a }")
                .code())
        .isEqualTo(FailureCode.INVALID);
    assertThat(failure("export default () => { const a = {}; a.a = a; return a }").message())
        .contains("TypeError");
  }
}
