/** Callers that load a gateway, and endpoints that answer it. */
@NullMarked
package io.auterity.bench.traffic;

import org.jspecify.annotations.NullMarked;
