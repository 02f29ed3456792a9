package io.auterity.control.guardrail;

import io.auterity.platform.resource.KindVerdicts;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class GuardrailVerdictsTest {

  private final Guardrails guardrails = new Guardrails((done, way) -> {});

  @Test
  void guardrailsAreJudgedAsTheirKeptVerdictsSay() throws IOException {
    GuardrailAccess access =
        new GuardrailAccess(
            GuardrailVerdictsTest::unused,
            (scope, name, hosts) -> {
              if (!hosts.contains("judge.example")) {
                throw new CallFailedException(FailureCode.FORBIDDEN, "bound to judge.example");
              }
              return "secret";
            },
            new ManualTime());

    KindVerdicts.assertKept(
        GuardrailVerdictsTest.class,
        new GuardrailKind(
            guardrails, access, new PromptInjectionClassifier(() -> null), () -> null));
  }

  private static Transport unused(TransportBinding binding) {
    return (Transport)
        Proxy.newProxyInstance(
            Transport.class.getClassLoader(),
            new Class<?>[] {Transport.class},
            (proxy, method, arguments) -> {
              throw new AssertionError("%s is not called".formatted(binding));
            });
  }
}
