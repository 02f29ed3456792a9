package io.auterity.relay.attempt;

import io.auterity.platform.provider.Providers;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.ledger.Ledger;
import java.util.function.DoubleSupplier;

/**
 * What attempts are made with.
 *
 * @param random numbers of at least 0 and below 1, from any thread
 */
public record AttemptServices(
    Providers providers,
    AllVitals vitals,
    Ledger ledger,
    Dispatches dispatches,
    Cursors cursors,
    CallTimers timers,
    DoubleSupplier random) {}
