package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.provider.call.HeavyWork;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.Documents;
import io.auterity.spi.Transport;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What providers need of the platform.
 *
 * @param documents of a tenant's provider, by its id
 * @param files what providers keep as files
 * @param drainDeadline how long calls may stay in an instance that goes
 * @param firstLook how long an application, or the start, waits for a first look at its providers
 * @param openLimit how long a connector may take to open an instance
 * @param faultsAllowed whether {@code spec.faults} is accepted
 */
public record ProviderEnvironment(
    Time time,
    SecretSource secrets,
    Function<TransportBinding, Transport> transport,
    BiFunction<TenantScope, String, Documents> documents,
    ProviderFiles files,
    HeavyWork heavy,
    Duration drainDeadline,
    Duration firstLook,
    Duration openLimit,
    boolean faultsAllowed) {}
