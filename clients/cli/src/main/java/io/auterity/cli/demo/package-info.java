/** The command demo: complaint triage from nothing to results. */
@NullMarked
package io.auterity.cli.demo;

import org.jspecify.annotations.NullMarked;
