// Short names for the people and places of the five municipalities, so that the tasks read as a list.
export const MAN = 'manager';
export const OFF = 'officer';
export const ARD = 'official-ardooie';
export const DEN = 'official-dentergem';
export const OOS = 'official-oostrozebeke';
export const PIT = 'official-pittem';
export const WIE = 'official-wielsbeke';
export const COO = 'coordinator';

export const five = ['Ardooie', 'Dentergem', 'Oostrozebeke', 'Pittem', 'Wielsbeke'];
