/** The command savings: recorded answers as traffic under several sets of routes. */
@NullMarked
package io.auterity.cli.savings;

import org.jspecify.annotations.NullMarked;
