package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.auterity.spi.Json;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists as long as inputs of runs are: what they cost grows with their length, not faster. */
class LargeListsTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final FunctionLibrary BOUNDED =
      FunctionLibrary.of(List.of(), new FunctionLibrary.ValueBound(100_000, 10_000_000));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "false; x.map(t, {'id': t.id, 'even': t.n % 2 == 0}); 10000",
        "false; x.filter(t, t.n % 2 == 0); 5000",
        "false; x.filter(t, t.n % 2 == 0).map(t, t.id); 5000",
        "true; x.map(t, {'id': t.id, 'even': t.n % 2 == 0}); 10000",
        "true; x.filter(t, t.n % 2 == 0); 5000",
        "true; x.filter(t, t.n % 2 == 0).map(t, t.id); 5000"
      })
  void tenTimesTheItemsAllocateAboutTenTimesAsMuch(boolean bounded, String text, int size) {
    Expression expression =
        new ExpressionCompiler(
                Map.of("x", ValueType.Scalar.ANY), bounded ? BOUNDED : FunctionLibrary.STANDARD)
            .compile(text);
    expression.evaluate(name -> items(1_000)); // What is made only once is made here.

    long small = allocated(expression, items(1_000));
    Json large = items(10_000);
    long tenfold = allocated(expression, large);

    assertThat(expression.evaluate(name -> large)).extracting(LargeListsTest::size).isEqualTo(size);
    assertThat(tenfold).isBetween(5 * small, 20 * small);
  }

  private static long allocated(Expression expression, Json list) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    expression.evaluate(name -> list);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static Json items(int count) {
    return new Json.Arr(
        LongStream.range(0, count)
            .<Json>mapToObj(n -> JsonValues.object("id", "c" + n, "n", n))
            .toList());
  }

  private static int size(Json list) {
    return ((Json.Arr) list).items().size();
  }
}
