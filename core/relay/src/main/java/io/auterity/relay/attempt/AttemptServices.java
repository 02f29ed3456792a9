package io.auterity.relay.attempt;

import io.auterity.ledger.Ledger;
import io.auterity.provider.Providers;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.thought.KeptThoughts;
import java.util.function.DoubleSupplier;

/**
 * The services that attempts are made with, such as providers, their live health, the ledger and
 * timers.
 *
 * @param random numbers of at least 0 and below 1, from any thread
 */
public record AttemptServices(
    Providers providers,
    LiveHealthByTenant vitals,
    Ledger ledger,
    DispatchLog dispatches,
    KeptThoughts thoughts,
    Cursors cursors,
    CallTimers timers,
    DoubleSupplier random) {}
