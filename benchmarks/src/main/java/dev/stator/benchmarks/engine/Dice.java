package dev.stator.benchmarks.engine;

import java.util.SplittableRandom;

/**
 * What one of several callers does next. Each has the teams of its own, so that no two transactions meet; together they have all.
 */
final class Dice {
    /** Items that a team has. */
    static final int PLAYERS = 100;

    private final SplittableRandom random;
    private final int caller;
    private final int callers;
    private final int teams;

    Dice(int teams, int caller, int callers) {
        this.random = new SplittableRandom();
        this.caller = caller;
        this.callers = callers;
        this.teams = teams;
    }

    int team() {
        return caller + callers * random.nextInt((teams - caller + callers - 1) / callers);
    }

    /** The first of so many players that follow each other. */
    int player(int many) {
        return random.nextInt(PLAYERS - many + 1);
    }

    /** Points to store, or a token that was not there before. */
    long number() {
        return random.nextLong(1_000_000_000_000L, 1_000_000_000_000_000_000L);
    }
}
