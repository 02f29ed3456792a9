package io.auterity.spi.script;

import io.auterity.spi.Call;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;

/** Scripts (JavaScript) that compute a value of their input, without network and files. */
@Kind("script")
public interface Scripting {

  @Operation(
      resource = "code",
      verb = "run",
      summary = "Run a script that computes a value of its input",
      effect = Effect.NONE)
  default ScriptResult runCode(ScriptRun input, Call call) {
    throw call.unsupported();
  }
}
