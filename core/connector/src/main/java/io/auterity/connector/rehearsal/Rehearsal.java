package io.auterity.connector.rehearsal;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.plan.OpenPlan;
import io.auterity.platform.catalogue.Binder;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.manifest.ConfigForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call of an operation of a file that leads nowhere: its requests are answered here. */
public final class Rehearsal {

  private static final int MOST_EVENTS = 100;

  private final FileOperation tried;
  private final Binder binder;
  private final ShownRequest.Form form;
  private final Vendor vendor;
  private final List<ShownRequest> requests = new ArrayList<>();
  private final Set<Absent> absent = new LinkedHashSet<>();
  private final List<Json.Obj> results = new ArrayList<>();

  private Rehearsal(FileOperation tried, Json.Obj config, Vendor vendor, Binder binder) {
    this.tried = tried;
    this.binder = binder;
    this.vendor = vendor;
    this.form =
        ShownRequest.Form.of(
            tried.plan().servers().egress(),
            tried.plan().servers().credentialTo(),
            tried.file().file(),
            config);
  }

  /** Who answers in the place of the vendor. */
  public interface Vendor {

    /** The reply to a request; null where there is none, which ends the call. */
    @Nullable SimulatedReply reply(WireRequest request);
  }

  /**
   * An expression that read something that is not there.
   *
   * @param line of it, from 1
   * @param path of it inside the file
   * @param why what it read
   */
  public record Absent(int line, String path, String why) {}

  /**
   * The result of a rehearsal.
   *
   * @param requests those that would have gone out, in their order
   * @param absent what was left out
   * @param results the record that was read, or the first hundred events
   * @param waits whether it ended as no reply was given to its last request
   * @param failure as which the call would fail; null when it would not
   */
  public record Rehearsed(
      List<ShownRequest> requests,
      List<Absent> absent,
      List<Json.Obj> results,
      boolean waits,
      @Nullable Failure failure) {
    public Rehearsed {
      requests = List.copyOf(requests);
      absent = List.copyOf(absent);
      results = List.copyOf(results);
    }
  }

  /**
   * Carries one out.
   *
   * @param config what is said of the provider's configuration; texts that must be said and were
   *     not are named in their place
   * @param key the idempotency key of the call; null for none
   * @throws CallFailedException {@code invalid} when an address is none
   */
  public static Rehearsed of(
      FileOperation tried,
      FileOperation.Input input,
      Json.Obj config,
      List<SimulatedReply> replies,
      @Nullable String key,
      Binder binder) {
    Deque<SimulatedReply> left = new ArrayDeque<>(replies);
    return of(tried, input, config, request -> left.poll(), key, binder);
  }

  /** As above, with a vendor that answers each request. */
  public static Rehearsed of(
      FileOperation tried,
      FileOperation.Input input,
      Json.Obj config,
      Vendor vendor,
      @Nullable String key,
      Binder binder) {
    Json.Obj filled = filled(tried.plan().configSchema(), config);
    RehearsedProvider provider = new RehearsedProvider(filled);
    OpenPlan open = new OpenPlan(tried.plan(), provider, binder);
    Rehearsal rehearsal = new Rehearsal(tried, filled, vendor, binder);
    provider.lead(rehearsal.new Nowhere());
    return rehearsal.carriedOut(
        open, input.value(), new RehearsedCall(tried.capability().id(), provider, key));
  }

  private Rehearsed carriedOut(OpenPlan open, Json.Obj input, Call call) {
    OpenPlan telling = open.telling(this::absent);
    try {
      read(
          telling.call(
              tried.operation(), tried.withoutSecrets(input), tried.namedSecrets(input), call));
      return rehearsed(false, null);
    } catch (NoReplyException e) {
      return rehearsed(true, null);
    } catch (CallFailedException e) {
      return rehearsed(false, e.failure());
    }
  }

  private Rehearsed rehearsed(boolean waits, @Nullable Failure failure) {
    return new Rehearsed(requests, List.copyOf(absent), results, waits, failure);
  }

  private void read(Object made) {
    if (made instanceof Events<?> events) {
      try (events) {
        for (Object event = events.next();
            event != null && results.size() < MOST_EVENTS;
            event = events.next()) {
          results.add(binder.render(tried.capability(), (Record) event));
        }
      }
    } else {
      results.add(binder.render(tried.capability(), (Record) made));
    }
  }

  private void absent(String path, Set<String> reads, String why) {
    absent.add(new Absent(tried.file().file().document().line(path), path, why));
  }

  /** What was said, and for what must be said and was not something of its kind. */
  private static Json.Obj filled(Json.Obj schema, Json.Obj said) {
    Json.Obj made = said;
    for (Map.Entry<String, Json> property :
        ConnectorFile.object(schema, "properties").fields().entrySet()) {
      String name = property.getKey();
      Json.Obj field = (Json.Obj) property.getValue();
      boolean unsaid = made.get(name) == null && field.get("default") == null;
      if (unsaid && "string".equals(field.text("type"))) {
        boolean address =
            "uri".equals(field.text("format")) || name.toLowerCase(Locale.ROOT).contains("url");
        made = made.with(name, Json.of(address ? "https://vendor.example" : "<" + name + ">"));
      }
    }
    return new ConfigForm(schema).filled(made);
  }

  /** Says that a request was shown for which no reply was given: no failure of the file. */
  private static final class NoReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoReplyException() {
      super("no reply", null, false, false);
    }
  }

  /** A way out that leads nowhere. */
  private final class Nowhere implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      return reply(request).whole();
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return reply(request).stream();
    }

    private SimulatedReply reply(WireRequest request) {
      requests.add(form.show(request));
      SimulatedReply reply = vendor.reply(request);
      if (reply == null) {
        throw new NoReplyException();
      }
      return reply;
    }
  }
}
