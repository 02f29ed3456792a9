package io.auterity.testkit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Secrets;
import java.util.Map;

/** Secrets from a map. */
public record FakeSecrets(Map<String, String> values) implements Secrets {

  public FakeSecrets {
    values = Map.copyOf(values);
  }

  @Override
  public String read(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no secret " + name);
    }
    return value;
  }
}
