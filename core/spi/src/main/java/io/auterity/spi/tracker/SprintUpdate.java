package io.auterity.spi.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;

/** Input of {@code tracker.sprint.update}; what is absent stays as it is. */
public record SprintUpdate(
    @Description("The sprint") Ref sprint,
    @Description("One line") Change<String> name,
    @Description("Starts it or ends it") Change<SprintState> state,
    Change<Instant> startsAt,
    Change<Instant> endsAt) {

  public SprintUpdate {
    Objects.requireNonNull(sprint);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    Objects.requireNonNull(startsAt);
    Objects.requireNonNull(endsAt);
    Change.needed("name, state, startsAt, endsAt", name, state, startsAt, endsAt);
  }
}
