/** Rehearsed outages over HTTP: begin, watch, end, and what became of their calls. */
@NullMarked
package io.auterity.server.rehearsals;

import org.jspecify.annotations.NullMarked;
