package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardFunctionsTest {

  private static final ValueType ORDER =
      Struct.required(
          Map.of(
              "id", Scalar.TEXT,
              "customer", Scalar.TEXT,
              "price", Scalar.NUMBER,
              "tags", new ListOf(Scalar.TEXT),
              "note", new Nullable(Scalar.TEXT)));

  private static final Map<String, ValueType> NAMES =
      Map.of(
          "orders", new ListOf(ORDER),
          "body", Scalar.TEXT,
          "x", Scalar.ANY,
          "now", Scalar.TIMESTAMP,
          "run", Struct.required(Map.of("time", Scalar.TIMESTAMP, "by", Scalar.TEXT)));

  private static final Map<String, Json> VALUES =
      Map.of(
          "orders",
          json(
              """
              [{"id": "b", "customer": "Ann", "price": 20, "tags": ["new", "eu"], "note": null},
               {"id": "a", "customer": "Bob", "price": 10.5, "tags": ["eu"], "note": "call"},
               {"id": "c", "customer": "Ann", "price": 30, "tags": [], "note": null}]
              """),
          "body",
          Json.of("{\"items\": [{\"n\": 1}, {\"n\": 2}]}"),
          "x",
          json("{\"list\": [3, 1, 2], \"text\": \"a\", \"n\": null, \"{{odd}}\": \"${x}\"}"),
          "now",
          Json.of("2026-11-30T23:30:00Z"),
          "run",
          json("{\"time\": \"2026-11-30T22:00:00Z\", \"by\": \"demo-op\"}"));

  private final ExpressionCompiler compiler = new ExpressionCompiler(NAMES);

  private static Json json(String text) {
    return new JsonReader(1_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private Json evaluate(String text) {
    return compiler.compile(text).evaluate(VALUES::get);
  }

  private ExpressionProblem problem(String text) {
    return assertThatExceptionOfType(BadExpressionException.class)
        .as(text)
        .isThrownBy(() -> compiler.compile(text))
        .actual()
        .problems()
        .getFirst();
  }

  private EvaluationException failure(String text) {
    Expression expression = compiler.compile(text);
    return assertThatExceptionOfType(EvaluationException.class)
        .as(text)
        .isThrownBy(() -> expression.evaluate(VALUES::get))
        .actual();
  }

  @ParameterizedTest
  @MethodSource("usages")
  void aFunctionGivesWhatItsExampleSays(FunctionUsage usage) {
    assertThat(evaluate(usage.example())).hasToString(usage.value());
    assertThat(usage.meaning()).isNotBlank().doesNotEndWith(".");
  }

  static List<FunctionUsage> usages() {
    return FunctionLibrary.STANDARD.usages();
  }

  /** What workflows of other products are full of; sixteen of these were refused once. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          now                                                          | "2026-11-30T23:30:00Z"
          string(now - duration('24h'))                                | "2026-11-29T23:30:00Z"
          now.format('yyyy-MM-dd', 'Europe/Berlin')                    | "2026-12-01"
          now - run.time < duration('2h')                              | true
          fromJson(body).items[1].n                                    | 2
          fromJson(body).items.map(i, i.n)                             | [1,2]
          toJson({'id': orders[0].id, 'note': orders[0].note})         | "{\\"id\\":\\"b\\",\\"note\\":null}"
          string(orders[1].tags)                                       | "[\\"eu\\"]"
          orders.map(o, o.id).sort()                                   | ["a","b","c"]
          orders.sortBy(o, -o.price)[0].id                             | "c"
          orders.map(o, o.tags).flatten()                              | ["new","eu","eu"]
          orders.map(o, o.tags).flatten().distinct().size()            | 2
          orders.map(o, o.price).sum()                                 | 60.5
          orders.group(o, o.customer)['Ann'].map(o, o.id)              | ["b","c"]
          entries(orders.group(o, o.customer)).map(g, g.key)           | ["Ann","Bob"]
          orders.reduce(total, o, 0.0, total + 2.0 * double(o.price))  | 121.0
          orders.indexed().map(o, string(o.index + 1) + o.value.id)    | ["1b","2a","3c"]
          range(3).map(i, i * 10)                                      | [0,10,20]
          '%s owes %.2f'.format([orders[1].customer, orders[1].price]) | "Bob owes 10.50"
          or(orders[0].note, 'none')                                   | "none"
          or(x.missing.deeper, [])                                     | []
          base64('user:' + run.by)                                     | "dXNlcjpkZW1vLW9w"
          sha256(body).substring(0, 8)                                 | "10d00f10"
          'https://a.example/?q=' + urlEncode('a b/c')                 | "https://a.example/?q=a%20b%2Fc"
          orders.filter(o, 'eu' in o.tags).map(o, o.id).join(', ')     | "b, a"
          merge(orders[0], {'price': 1}).price                         | 1
          """)
  void anEverydayExpressionIsTaken(String text, String value) {
    assertThat(evaluate(text)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          orders.sum()                   | there is no sum of object with
          ['a'].sum()                    | there is no sum of text
          orders.sort()                  | there is no order of object with
          orders.sortBy(o, o.tags)       | there is no order of list of text
          orders.sortBy(o, o.prise)      | undefined field 'prise'
          orders.sortBy(o.id, 1)         | sortBy: write a name for the item
          orders.group(o, o.tags)        | group does not take
          orders.indexed()[0].place      | undefined field 'place'
          orders.reduce(n, o, 0, 'a')    | reduce: the first value is int, the next one string
          sum(orders)                    | sum does not take
          orders.flaten()                | undeclared reference to 'flaten'
          merge(body, orders[0])         | merge takes an object, is given text
          entries(orders)                | entries takes an object, is given list of object
          fromJson(orders)               | fromJson does not take
          base64(1)                      | base64 does not take
          range('3')                     | range does not take
          '%s'.format(['a', 'b'])        | the text has places for 1 values, the list has 2
          '%q'.format(['a'])             | there is no '%q'
          now.format('bogus')            | 'bogus' is no pattern of a time
          now.format('yyyy', 'Atlantis') | there is no time zone 'Atlantis'
          toJson(x) + 1                  | no matching overload for '_+_'
          """)
  void aMistakeIsToldAtOnce(String text, String rule) {
    assertThat(problem(text).rule()).contains(rule);
  }

  @Test
  void aMistakeIsToldWithWhatToWrite() {
    assertThat(problem("orders.flaten()").fix()).isEqualTo("did you mean 'flatten'?");
    assertThat(problem("base64(1)").fix())
        .isEqualTo("write base64(text) → text, e.g. base64('a+b')");
    assertThat(problem("orders.sortBy(o, o.prise)").fix()).isEqualTo("did you mean 'price'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x.text.sum()                | sum: takes a list, is given text
          [1, x.n].sum()              | sum: takes numbers, but item 1 is null
          [1, x.text].sort()          | sort: takes numbers, or texts, times, durations, true or false; item 0 is an integer, item 1 text
          [x.n].sort()                | item 0 is null
          x.list.group(i, x.n)        | group: the key of item 0 is null, not text
          range(-1)                   | range: the count must not be negative, is -1
          x.text + x.list[0]          | there is no '+' of these values; make them of one type, e.g. by double(x)
          x.text.size() + x.n         | there is no '+' of these values
          x.list.slice(1, 4)          | slice: there are no items 1 to 4 of 3
          x.list.flatten(-1)          | flatten: the depth must not be negative
          fromJson('{')               | fromJson: not JSON
          fromJson('[1] 2')           | more than one JSON value
          '%d'.format([x.text])       | format: %d takes an integer, is given text
          '%s'.format(x.list)         | format: the text has places for 1 values, the list has 3
          merge(x.list, x)            | merge: takes an object
          [9223372036854775807, 1].sum() | sum: the sum is outside 64 bits
          """)
  void whatShowsLaterIsToldInPlainWords(String text, String words) {
    assertThat(failure(text)).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [10, 9, 1.5, 9.0].sort()                                   | [1.5,9,9.0,10]
          [true, false].sort()                                       | [false,true]
          [duration('2h'), duration('1h')].sort()                    | ["3600s","7200s"]
          [9007199254740993, 9007199254740992.0].sort() | [9.007199254740992E15,9007199254740993]
          [1, 1.0, '1', [1], [1.0], x.n, null].distinct()            | [1,"1",[1],null]
          [{'a': 1, 'b': 2}, {'b': 2.0, 'a': 1}].distinct().size()   | 1
          [[1, [2]], [3]].flatten()                                  | [1,[2],3]
          [[1, [2]], [3]].flatten(2)                                 | [1,2,3]
          [].sum()                                                   | 0
          [1, 0.5].sum()                                             | 1.5
          x.list.reduce(made, i, [], (made + [i]).size() > 2 ? made : made + [i]) | [3,1]
          x.list.sortBy(i, x.list.sortBy(i, -i)[0] * i)              | [1,2,3]
          x.list.reverse() + ['b'].reverse() + [x.text.reverse()]    | [2,1,3,"b","a"]
          string(1.0) + string(true) + string(null) + string(b'a')   | "1.0truenulla"
          string(duration('1h')) + string(timestamp('2026-01-01T00:00:00Z')) | "3600s2026-01-01T00:00:00Z"
          '%d%% of %x, %X, %o, %b, %e'.format([1, 255, 'k', 8, 5, 1250.0]) | "1% of ff, 6B, 10, 101, 1.250000e+03"
          [base64(x.n), sha256(x.n), urlEncode(x.n), fromJson(x.n)]  | [null,null,null,null]
          urlEncode('ä*~+')                                          | "%C3%A4%2A~%2B"
          only(x, ['text', 'none'])                                  | {"text":"a"}
          """)
  void functionsKeepToTheirRules(String text, String value) {
    assertThat(evaluate(text)).hasToString(value);
  }

  // argo#3611, spinnaker/orca#1380, kestra#1267: what stood in a value was evaluated once more.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ${x['{{odd}}']}              | "${x}"
          ${toJson(x)}                 | "{\\"list\\":[3,1,2],\\"text\\":\\"a\\",\\"n\\":null,\\"{{odd}}\\":\\"${x}\\"}"
          ${fromJson(toJson(x)) == x}  | true
          ${fromJson('"${1 + 1}"')}    | "${1 + 1}"
          a {{b}} $${c} ${x['{{odd}}']} | "a {{b}} ${c} ${x}"
          ${'%s'.format(['${x} {{y}}'])} | "${x} {{y}}"
          ${x.n}                       | null
          ${[x.n, null]}               | [null,null]
          """)
  void whatStandsInAValueIsNeverEvaluated(String text, String value) {
    Template template = TemplateCompiler.ofRuns(NAMES).compile(Json.of(text));

    assertThat(template.evaluate(VALUES::get)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "range(1000001)",
        "range(1000).map(i, range(1001))",
        "range(1000).reduce(made, i, dyn([]), [made, made])",
        "range(1000).reduce(made, i, dyn({}), {'a': made})",
        "range(1000).reduce(made, i, {}, merge({}, {'a': made}))",
        "range(1000).reduce(made, i, 'a', made + made)",
        "range(2000).reduce(made, i, [], made + [i])",
        "fromJson(range(101).reduce(made, i, '1', '[' + made + ']'))",
        "range(20).map(i, huge.sum())",
        "range(20).map(i, huge.sort()[0])",
        "range(20).map(i, huge.distinct().size())",
        "range(20).map(i, huge.reverse().size())",
        "range(20).map(i, huge.slice(0, 900000).size())",
        "range(20).map(i, huge.indexed().size())",
        "range(20).map(i, [huge].flatten().size())",
        "range(20).map(i, huge.group(x, 'a').size())",
        "range(20).map(i, sha256(long))",
        "range(20).map(i, base64(long).size())",
        "range(20).map(i, urlEncode(long).size())",
        "range(20).map(i, toJson([long]).size())",
        "range(20).map(i, string([long]).size())",
        "range(20).map(i, '%s'.format([long]).size())",
        "range(20).map(i, fromJson('\"' + long + '\"').size())",
        "range(300).map(i, long).sort()[0]",
      })
  void whatAnEvaluationReadsAndMakesIsBounded(String text) {
    Json huge = new Json.Arr(Collections.nCopies(900_000, Json.of(1)));
    Json large = Json.of("a".repeat(16_000_000));
    Expression expression =
        new ExpressionCompiler(Map.of("huge", Scalar.ANY, "long", Scalar.ANY)).compile(text);

    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> expression.evaluate(name -> name.equals("huge") ? huge : large))
        .withMessageMatching(
            "(?s).*(more than [0-9]+ (values|characters)|nested deeper|too often).*");
  }

  @Test
  void whatIsGivenInPlaceOfAListIsNotTakenForOne() {
    assertThat(evaluate("x.text.reverse()")).hasToString("\"a\"");
    assertThat(evaluate("x.list.reverse()")).hasToString("[2,1,3]");
  }

  @Test
  void whatAFunctionGivesIsKnownByItsType() {
    assertThat(compiler.compile("orders.sortBy(o, o.id)").type()).isEqualTo(new ListOf(ORDER));
    assertThat(compiler.compile("orders.group(o, o.id)").type())
        .isEqualTo(new ValueType.MapOf(new ListOf(ORDER)));
    assertThat(compiler.compile("[1, 2].sum()").type()).isEqualTo(Scalar.INT);
    assertThat(compiler.compile("run.time").type()).isEqualTo(Scalar.TIMESTAMP);
    assertThat(compiler.compile("fromJson(body)").type()).isEqualTo(Scalar.ANY);
  }
}
