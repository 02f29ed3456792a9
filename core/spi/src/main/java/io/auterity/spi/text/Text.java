package io.auterity.spi.text;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;

/** Operations on text that need no vendor. */
@Kind("text")
public interface Text {

  @Operation(
      resource = "pii",
      verb = "mask",
      summary = "Replace personal data in a text by the name of its kind",
      effect = Effect.NONE,
      cacheable = true,
      dataClass = DataClass.PERSONAL)
  default MaskedText maskPii(TextToMask input, Call call) {
    throw call.unsupported();
  }
}
