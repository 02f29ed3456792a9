/** Rehearsed outages over HTTP: begin, watch, end, and the outcome of their calls. */
@NullMarked
package io.auterity.server.rehearsals;

import org.jspecify.annotations.NullMarked;
