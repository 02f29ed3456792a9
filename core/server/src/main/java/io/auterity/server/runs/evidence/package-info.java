/** What the decisions of runs add up to. */
@NullMarked
package io.auterity.server.runs.evidence;

import org.jspecify.annotations.NullMarked;
