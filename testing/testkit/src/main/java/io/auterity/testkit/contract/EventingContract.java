package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.event.EventRaise;
import io.auterity.spi.event.EventRaised;
import io.auterity.spi.event.Eventing;
import io.auterity.testkit.FakeCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@code event} connector must do. */
public abstract class EventingContract extends ConnectorContract<Eventing> {

  private static final String PAID = "io.auterity.custom.paid.v1";
  private static final Json.Obj SUM = Json.EMPTY.with("sum", Json.of(3));

  private final Declared declared = new Declared();

  protected EventingContract() {
    super(Eventing.class);
  }

  @Override
  protected Object input(String operation, Eventing instance) {
    return new EventRaise(PAID, "8841", SUM);
  }

  @Override
  protected FakeCall call(String operation, ProviderContext provider) {
    return super.call(operation, provider).withBehalf(declared);
  }

  @Test
  void raisesWhatItIsGiven() {
    EventRaised raised = raise(new EventRaise(PAID, "8841", SUM));

    assertThat(raised).isEqualTo(new EventRaised("event-1", PAID));
    assertThat(declared.raised).containsExactly(PAID + " 8841 " + SUM);
  }

  @Test
  void theSubjectMayBeAbsent() {
    assertThat(raise(new EventRaise(PAID, null, Json.EMPTY)).type()).isEqualTo(PAID);
    assertThat(declared.raised).containsExactly(PAID + "  {}");
  }

  @Test
  void aTypeThatIsNotDeclaredIsRefused() {
    assertThatThrownBy(() -> raise(new EventRaise("io.auterity.custom.payed.v1", "", SUM)))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  private EventRaised raise(EventRaise event) {
    ProviderContext provider = provider();
    return open(provider).raiseCustom(event, call("custom.raise", provider));
  }

  /** A server where one type of event is declared. */
  private static final class Declared implements OnBehalf {

    private final List<String> raised = new ArrayList<>();

    @Override
    public String raise(String type, String subject, Json.Obj data) {
      if (!type.equals(PAID)) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "no such event is declared");
      }
      raised.add(type + " " + subject + " " + data);
      return "event-" + raised.size();
    }

    @Override
    public List<String> providers(String capability) {
      throw new AssertionError("no provider is asked for");
    }

    @Override
    public List<Answer> callAll(List<Asked> calls) {
      throw new AssertionError("no call is made");
    }

    @Override
    public BehalfRuns runs() {
      throw new AssertionError("no run is started");
    }
  }
}
