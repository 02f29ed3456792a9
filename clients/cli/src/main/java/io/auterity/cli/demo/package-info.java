/** The command demo: complaint triage, or developer services, from nothing to results. */
@NullMarked
package io.auterity.cli.demo;

import org.jspecify.annotations.NullMarked;
