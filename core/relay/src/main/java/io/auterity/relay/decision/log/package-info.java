/**
 * Decisions on their way to the database: made up behind the calls, queued and written in batches.
 */
@NullMarked
package io.auterity.relay.decision.log;

import org.jspecify.annotations.NullMarked;
