/**
 * Rehearsed outages: one provider is taken away from some calls for a short time, and what became
 * of these calls is counted.
 */
@NullMarked
package io.auterity.relay.rehearsal;

import org.jspecify.annotations.NullMarked;
