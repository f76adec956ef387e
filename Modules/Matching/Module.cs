using Advance.Contracts;
using Advance.Matching;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Advance.Matching.Sealed;
using Advance.Shared;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Wolverine.Attributes;

[assembly: WolverineModule<Module>]

namespace Advance.Matching;

/// <summary>Mentor pool, mentees, matching rounds with their proofs, proposals and mentorships.</summary>
public class Module : IWolverineExtension
{
    private const string Name = "matching";

    public void Configure(WolverineOptions options)
    {
        options.Discovery.IncludeAssembly(typeof(Module).Assembly);
        options.Services.AddSingleton<OmbudspersonKey>();
        options.Services.ConfigureMarten(store =>
        {
            Pool(store);
            Requests(store);
            Rounds(store);
            store.AddMentorships(Name);
            Sealed(store);
        });
    }

    private static void Pool(StoreOptions store)
    {
        store.Noun<Mentor>(Name, events => events
            .Of<MentorEnrolled>("mentor-enrolled")
            .Of<CapacityDeclared>("capacity-declared")
            .Of<MentorPaused>("mentor-paused")
            .Of<MentorResumed>("mentor-resumed")
            .Of<MentorRetired>("mentor-retired")
            .Of<MentorPlaceTaken>("mentor-place-taken")
            .Of<MentorPlaceFreed>("mentor-place-freed")
            .Of<MentorWishesStated>("mentor-wishes-stated")
            .Of<PairRuledOut>("pair-ruled-out"));
        store.Noun<Mentee>(Name, events => events
            .Of<MenteeLanguagesStated>("mentee-languages-stated")
            .Of<MenteeWishesStated>("mentee-wishes-stated")
            .Of<MenteeHeld>("mentee-held")
            .Of<MenteeReleased>("mentee-released"));
        store.Reading<KnownPerson>(events => events.Of<PersonRegistered>().Of<PersonErased>().Of<IdentityRetired>());
        store.Reading<KnownInstitution>(events => events.Of<InstitutionRegistered>());
        store.Projections.Add(new MenteeOfCohortProjection(), ProjectionLifecycle.Async);
        store.Projections.Add(new KnownRelationshipProjection(), ProjectionLifecycle.Async);
        store.Projections.Add(new AffiliationsOfPersonProjection(), ProjectionLifecycle.Async);
        store.Schema.For<MenteeOfCohort>().DatabaseSchemaName(Name).Index(x => x.CohortId);
        store.Schema.For<KnownRelationship>().DatabaseSchemaName(Name).Index(x => x.PersonId).Index(x => x.OtherPersonId);
        store.Schema.For<AffiliationsOfPerson>().DatabaseSchemaName(Name).Index(x => x.MergedInto!);
    }

    private static void Requests(StoreOptions store)
    {
        store.Noun<MentorRequest>(Name, events => events
            .Of<MentorRequested>("mentor-requested")
            .Of<MentorNamed>("mentor-named")
            .Of<RequestSettled>("request-settled")
            .Of<MentorRequestClosed>("mentor-request-closed"));
        store.Schema.For<MentorRequest>().Index(x => x.CohortId).Index(x => x.MenteeId);
    }

    private static void Rounds(StoreOptions store)
    {
        store.Noun<MatchingRound>(Name, events => events
            .Of<MatchingRoundOpened>("matching-round-opened")
            .Of<WeightsAdopted>("weights-adopted")
            .Of<StrandRulesApplied>("strand-rules-applied")
            .Of<PairPinned>("pair-pinned")
            .Of<PairForbidden>("pair-forbidden")
            .Of<PairLifted>("pair-lifted")
            .Of<ProposalComputed>("proposal-computed")
            .Of<ProposalVerified>("proposal-verified")
            .Of<ProposalApproved>("proposal-approved")
            .Of<MatchingRoundPublished>("matching-round-published"));
        store.Noun<MatchingRules>(Name, events => events.Of<MatchingRulesAdopted>("matching-rules-adopted"));
        store.Reading<KnownStrand>(events => events.Of<StrandDefined>());
        store.Reading<CohortOfRound>(events => events
            .Of<CohortPlanned>().Of<CallPublished>().Of<CohortCompleted>().Of<CohortCancelled>());
        store.Schema.For<MatchingRound>().Index(x => x.CohortId);
        store.Schema.For<ComputedRound>().DatabaseSchemaName(Name);
        store.Schema.For<LotterySeed>().DatabaseSchemaName(Name);
    }

    /// <summary>No column says when a reason was sealed: beside the moment of an ending it would say by whom.</summary>
    private static void Sealed(StoreOptions store)
    {
        store.Schema.For<SealedReason>().DatabaseSchemaName(Name).Metadata(m => m.LastModified.Enabled = false);
        store.Schema.For<SealingsOfMentorship>().DatabaseSchemaName(Name).Metadata(m => m.LastModified.Enabled = false);
    }
}
