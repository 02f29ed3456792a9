/** The decisions of runs added up. */
@NullMarked
package io.auterity.server.runs.evidence;

import org.jspecify.annotations.NullMarked;
