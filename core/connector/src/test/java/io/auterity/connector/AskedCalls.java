package io.auterity.connector;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.witness.WitnessedPlugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The calls of a file's operations, each with what it sent. */
final class AskedCalls {

  private final List<Asked> all = new CopyOnWriteArrayList<>();
  private final Map<Thread, Asked> now = new ConcurrentHashMap<>();

  /** One call; its requests go out on the thread that made it. */
  static final class Asked {
    final String connector;
    final String operation;
    final List<WireRequest> requests = new ArrayList<>();
    private final List<Recording> recordings = new ArrayList<>();
    private boolean answered;

    private Asked(String connector, String operation) {
      this.connector = connector;
      this.operation = operation;
    }

    // The weakest of what it read counts, and nothing where one reply was of a test's own.
    private void answer() {
      answered = true;
      if (!requests.isEmpty() && recordings.size() == requests.size()) {
        Recording weakest =
            recordings.stream().max(Comparator.comparing(Recording::grade)).orElseThrow();
        boolean whole = recordings.stream().allMatch(each -> each.evidence() == weakest.evidence());
        if (whole) {
          weakest.evidence().proves(connector, operation, weakest.grade(), weakest.witness());
        }
      }
    }
  }

  /** A connector whose calls are noted. */
  @SuppressWarnings("unchecked") // It is of the same kind.
  <K> Connector<K> watched(Plugin plugin, Connector<K> connector) {
    return (Connector<K>)
        new WitnessedPlugin(plugin, noting(connector.id()))
            .connectors().stream()
                .filter(each -> each.id().equals(connector.id()))
                .findFirst()
                .orElseThrow();
  }

  /** Notes the calls of a connector. */
  WitnessedPlugin.Watch noting(String connector) {
    return new WitnessedPlugin.Watch() {
      @Override
      public void called(String operation) {
        Asked asked = new Asked(connector, operation);
        all.add(asked);
        now.put(Thread.currentThread(), asked);
      }

      @Override
      public void answered(String operation) {
        Asked asked = now.get(Thread.currentThread());
        if (asked != null && asked.operation.equals(operation)) {
          asked.answer();
        }
      }
    };
  }

  /** Notes what is sent there. */
  Transport noting(Transport transport) {
    return new Transport() {
      @Override
      public WireResponse send(WireRequest request, Call call) {
        sent(request, null);
        return transport.send(request, call);
      }

      @Override
      public WireStream open(WireRequest request, Call call) {
        sent(request, null);
        return transport.open(request, call);
      }
    };
  }

  /** Notes a request, and what it is answered with where that is a vendor's. */
  void sent(WireRequest request, @Nullable Recording reply) {
    Asked asked = now.get(Thread.currentThread());
    if (asked != null) {
      asked.requests.add(request);
      if (reply != null) {
        asked.recordings.add(reply);
      }
    }
  }

  /** Those that sent something and did not fail. */
  List<Asked> answered() {
    return all.stream().filter(each -> each.answered && !each.requests.isEmpty()).toList();
  }

  /** All that was sent. */
  List<WireRequest> requests() {
    return all.stream().flatMap(each -> List.copyOf(each.requests).stream()).toList();
  }
}
