/** Workflows of outside engines: what they are, their executions and what they may use. */
@NullMarked
package io.auterity.spi.automation;

import org.jspecify.annotations.NullMarked;
