package io.auterity.relay.ledger;

import io.auterity.platform.id.WireId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Whose calls count under a limit. The scopes that cover a call are a chain: all must hold. */
public sealed interface LimitScope {

  /** All calls of the tenant. */
  LimitScope TENANT = new WholeTenant();

  boolean covers(Caller caller);

  /**
   * What a limit looks at in a call.
   *
   * @param owners whose call it is and who stands above these, as {@code kind/id}
   */
  record Caller(UUID key, List<String> owners, Map<String, String> labels) {
    public Caller {
      Objects.requireNonNull(key);
      owners = List.copyOf(owners);
      labels = Map.copyOf(labels);
    }
  }

  /** Every call of the tenant. */
  record WholeTenant() implements LimitScope {
    @Override
    public boolean covers(Caller caller) {
      return true;
    }

    @Override
    public String toString() {
      return "tenant";
    }
  }

  /** Calls that one API key makes, and runs that it started. */
  record OfKey(UUID key) implements LimitScope {
    public OfKey {
      Objects.requireNonNull(key);
    }

    @Override
    public boolean covers(Caller caller) {
      return key.equals(caller.key());
    }

    @Override
    public String toString() {
      return "key " + WireId.KEY.write(key);
    }
  }

  /**
   * Calls of a team, project or user, and of all that belongs to it.
   *
   * @param ref as {@code kind/id}
   */
  record OfOwner(String ref) implements LimitScope {
    public OfOwner {
      Objects.requireNonNull(ref);
    }

    /** Of the one of that kind. */
    public OfOwner(String kind, String id) {
      this(kind + "/" + id);
    }

    @Override
    public boolean covers(Caller caller) {
      return caller.owners().contains(ref);
    }

    @Override
    public String toString() {
      return ref.replaceFirst("/", " ");
    }
  }

  /** Calls that carry one value under a label. */
  record OfLabel(String name, String value) implements LimitScope {
    public OfLabel {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }

    @Override
    public boolean covers(Caller caller) {
      return value.equals(caller.labels().get(name));
    }

    @Override
    public String toString() {
      return "label %s=%s".formatted(name, value);
    }
  }
}
