/** Builds without a vendor: each is a run of the workflow that a file of its commit names. */
@NullMarked
package io.auterity.plugins.ci.embedded;

import org.jspecify.annotations.NullMarked;
