/** The main job from the first sentence to the writes in the tenant: `npm run practice -- --script demo`. */
export const demo = `
# An Intune admin asks, reviews and approves.
as Megan Bowen
in personal
say set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales and Field Ops
expect com.box.BoxNet
expect Sales
expect Field Ops
expect [Approve]
click Approve
expect JIT registration is set up
`;
