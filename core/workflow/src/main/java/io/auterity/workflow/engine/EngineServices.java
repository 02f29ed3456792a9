package io.auterity.workflow.engine;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.Time;
import io.auterity.workflow.writer.Journal;
import java.util.random.RandomGenerator;

/** The services that all owners of runs share. */
record EngineServices(
    Journal journal,
    Calls calls,
    EngineTimers timers,
    Time time,
    RandomGenerator random,
    Catalogue catalogue,
    Repeatability repeatability,
    ChildRuns.Store children,
    EventWaits.Store waits) {}
