/** The public HTTP API, as a client sees it. */
@NullMarked
package io.auterity.cli.api;

import org.jspecify.annotations.NullMarked;
