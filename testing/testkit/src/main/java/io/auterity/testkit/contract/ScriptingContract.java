package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptResult;
import io.auterity.spi.script.ScriptRun;
import io.auterity.spi.script.Scripting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@code script} connector must do. */
public abstract class ScriptingContract extends ConnectorContract<Scripting> {

  protected ScriptingContract() {
    super(Scripting.class);
  }

  @Override
  protected Object input(String operation, Scripting instance) {
    return script("export default ({n}) => n + 1", new Json.Obj(Map.of("n", Json.of(1))));
  }

  @Test
  void givesTheFunctionTheInputAndTakesWhatItReturns() {
    Json orders =
        Json.array(
            List.of(
                new Json.Obj(Map.of("sku", Json.of("A-1"), "qty", Json.of(2))),
                new Json.Obj(Map.of("sku", Json.of("B-2"), "qty", Json.of(5)))));
    ScriptResult result =
        run(
            script(
                "export default ({orders}) => orders.map(o => `${o.sku}: ${o.qty}`)",
                new Json.Obj(Map.of("orders", orders))));

    assertThat(result.value()).isEqualTo(Json.array(List.of(Json.of("A-1: 2"), Json.of("B-2: 5"))));
    assertThat(result.log()).isNull();
  }

  @Test
  void keepsWhatTheScriptWritesToTheConsole() {
    ScriptResult result =
        run(script("export default x => { console.log('given', x); return null }", Json.of(7)));

    assertThat(result.value()).isEqualTo(Json.NULL);
    assertThat(result.log()).contains("given 7");
  }

  @Test
  void namesTheLineAtWhichAScriptFails() {
    ScriptRun failing = script("export default x => {\n  return x.order.id\n}", Json.EMPTY);

    assertThatThrownBy(() -> run(failing))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID);
              assertThat(e.failure().message()).contains("line 2").contains("TypeError");
            });
  }

  @Test
  void endsAScriptThatTakesTooLong() {
    ScriptRun endless =
        new ScriptRun("export default () => { while (true) {} }", null, Duration.ofMillis(300));

    assertThatThrownBy(() -> run(endless))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT);
              assertThat(e.failure().retryable()).isFalse();
            });
  }

  private static ScriptRun script(String code, Json input) {
    return new ScriptRun(code, input, Duration.ofSeconds(20));
  }

  private ScriptResult run(ScriptRun input) {
    var provider = provider();
    return open(provider).runCode(input, call("code.run", provider));
  }
}
